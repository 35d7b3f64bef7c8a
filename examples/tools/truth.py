"""The truth table of the sample: who is who behind the four lists. All invented.

The lists of the sample never carry this knowledge. It is kept so that anyone can check how
well entries of different lists were recognised as one person.

A person: (number, given name, first surname, second surname, sex, age, occupation, place, what).
`what` is K (killed), I (injured) or D (detained). `MEMBERS` says which list has which person,
`SPELLED` how a list writes somebody differently.
"""

BRIDGE, RAVINE = "Puente Alisal", "Quebrada Honda"
DAY = {BRIDGE: "2017-02-15", RAVINE: "2017-02-17"}

# The occupations keep all sides in view: neighbours, traders, students, the public force.
PERSONS = [
    (1, "Fermín", "Ibarmena", "Lindarte", "M", 34, "cargador", BRIDGE, "K"),
    (2, "Otilia", "Corvalana", "Ubierta", "F", 52, "comerciante", BRIDGE, "K"),
    (3, "Benicio", "Guarnizal", "Doranzo", "M", 27, "agente de la fuerza pública", BRIDGE, "K"),
    (4, "Wilmer", "Naranzuela", "Belmaría", "M", 19, "estudiante", RAVINE, "K"),
    (5, "Hortensia", "Zabalera", "Escalanta", "F", 41, "panadera", RAVINE, "K"),
    (6, "Anselmo", "Herrazola", "Farfante", "M", 58, "agricultor", RAVINE, "K"),
    (7, "Yolanda", "Tresmonte", "Jaramosa", "F", 36, "comerciante", BRIDGE, "I"),
    (8, "Eusebio", "Valdespina", "Ordazul", "M", 45, "chofer", BRIDGE, "I"),
    (9, "Graciela", "Urdanegui", "Cantorino", "F", 23, "estudiante", BRIDGE, "I"),
    (10, "Ramiro", "Inclanera", "Nogalesco", "M", 31, "agente de la fuerza pública", BRIDGE, "I"),
    (11, "Delfina", "Marroquera", "Yarzamendi", "F", 64, "costurera", BRIDGE, "I"),
    (12, "Rufino", "Hortelar", "Vellozano", "M", 39, "albañil", BRIDGE, "I"),
    (13, "Maritza", "Ledesmar", "Rebolleda", "F", 28, "enfermera", BRIDGE, "I"),
    (14, "Crisanto", "Arguedano", "Muñozarte", "M", 21, "estudiante", BRIDGE, "I"),
    (15, "Zulema", "Peñalisa", "Bracamol", "F", 47, "comerciante", BRIDGE, "I"),
    (16, "Teófilo", "Cienfuerte", "Iriondez", "M", 26, "agente de la fuerza pública", BRIDGE, "I"),
    (17, "Ivonne", "Galvesano", "Lindarte", "F", 33, "maestra", BRIDGE, "I"),
    (18, "Gregorio", "Lozarte", "Mendivara", "M", 55, "agricultor", BRIDGE, "I"),
    (19, "Karina", "Ochandial", "Quirozola", "F", 20, "estudiante", BRIDGE, "I"),
    (20, "Hernán", "Riveralda", "Sandoveña", "M", 42, "mecánico", BRIDGE, "I"),
    (21, "Isaura", "Tordecilla", "Urquizola", "F", 30, "cocinera", BRIDGE, "I"),
    (22, "Saulo", "Zamorategui", "Tamarguín", "M", 37, "vigilante", BRIDGE, "I"),
    # Twins: two persons whom a hasty program would make one.
    (23, "Julián", "Quintarbol", "Lozarte", "M", 24, "comerciante", BRIDGE, "I"),
    (24, "Juliana", "Quintarbol", "Lozarte", "F", 24, "comerciante", BRIDGE, "I"),
    (25, "Noelia", "Belmaría", "Guarnizal", "F", 15, "estudiante", RAVINE, "I"),
    (26, "Demetrio", "Farfante", "Corvalana", "M", 61, "agricultor", RAVINE, "I"),
    (27, "Elvira", "Escalanta", "Ibarmena", "F", 44, "panadera", RAVINE, "I"),
    (28, "Froilán", "Nogalesco", "Valdespina", "M", 35, "agente de la fuerza pública", RAVINE, "I"),
    (29, "Genoveva", "Jaramosa", "Peñalisa", "F", 22, "estudiante", RAVINE, "I"),
    (30, "Jacinto", "Ordazul", "Arguedano", "M", 50, "carpintero", RAVINE, "I"),
    (31, "Micaela", "Mendivara", "Inclanera", "F", 29, "costurera", RAVINE, "I"),
    (32, "Lisandro", "Vellozano", "Tresmonte", "M", 20, "estudiante", RAVINE, "I"),
    (33, "Ofelia", "Bracamol", "Hortelar", "F", 67, "ama de casa", RAVINE, "I"),
    (34, "Patricio", "Iriondez", "Zabalera", "M", 40, "chofer", RAVINE, "I"),
    (35, "Severina", "Cantorino", "Ledesmar", "F", 53, "comerciante", RAVINE, "I"),
    (36, "Tobías", "Sandoveña", "Riveralda", "M", 18, "estudiante", RAVINE, "I"),
    (37, "Rodolfo", "Urquizola", "Galvesano", "M", 32, "albañil", BRIDGE, "D"),
    (38, "Amalia", "Yarzamendi", "Cienfuerte", "F", 38, "comerciante", BRIDGE, "D"),
    (39, "Leandro", "Muñozarte", "Ochandial", "M", 23, "estudiante", BRIDGE, "D"),
    (40, "Beatriz", "Rebolleda", "Marroquera", "F", 46, "maestra", BRIDGE, "D"),
    (41, "Horacio", "Quirozola", "Tordecilla", "M", 25, "estudiante", BRIDGE, "D"),
    (42, "Leonor", "Doranzo", "Urdanegui", "F", 49, "comerciante", BRIDGE, "D"),
    (43, "Néstor", "Tamarguín", "Herrazola", "M", 21, "estudiante", BRIDGE, "D"),
    (44, "Quintina", "Ubierta", "Zamorategui", "F", 57, "agricultora", RAVINE, "D"),
    (45, "Joaquín", "Lindarte", "Naranzuela", "M", 43, "sacristán", RAVINE, "D"),
    (46, "Irenea", "Hortelar", "Belmaría", "F", 26, "estudiante", RAVINE, "D"),
    (47, "Casimiro", "Galvesano", "Peñalisa", "M", 24, "estudiante", RAVINE, "D"),
    (48, "Edelmira", "Guarnizal", "Iriondez", "F", 19, "estudiante", RAVINE, "D"),
]

# List -> the persons on it, in the order in which the list has them.
MEMBERS = {
    "mesa-de-madres": [1, 2, 3, 4, 5, 6, 7, 9, 12, 8, 15, 18, 21, 24, 23, 27, 31, 36, 37, 39, 38, 41, 40, 42, 44, 43],
    "parish-register": [2, 1, 3, 7, 12, 9, 11, 18, 17, 23, 21, 38, 40, 43, 6, 4, 5, 26, 33, 29, 31, 45, 46],
    "clinic-intake": [10, 1, 7, 13, 3, 16, 9, 11, 14, 12, 2, 17, 19, 18, 22, 21, 24, 8, 15, 20, 25, 5, 28, 26, 30, 6, 31, 32, 34, 35],
    "student-federation": [9, 14, 19, 39, 37, 43, 41, 1, 4, 29, 32, 36, 27, 6, 46, 47, 48],
}

# (list, person) -> what this list writes differently. Keys are those of the row makers.
SPELLED = {
    # Mesa de Madres: careful, but written down by ear.
    ("mesa-de-madres", 3): {"second": "Dorazo"},
    ("mesa-de-madres", 4): {"first": "Naransuela", "age": "19"},
    ("mesa-de-madres", 7): {"given": "Yolanda Inés"},
    ("mesa-de-madres", 8): {"first": "Baldespina", "age": "44"},
    ("mesa-de-madres", 12): {"second": "Vellosano"},
    ("mesa-de-madres", 18): {"first": "Losarte"},
    ("mesa-de-madres", 21): {"age": "31"},
    ("mesa-de-madres", 27): {"second": ""},
    ("mesa-de-madres", 36): {"given": "Tobias"},
    ("mesa-de-madres", 39): {"first": "Muñoz Arte"},
    ("mesa-de-madres", 42): {"age": ""},
    ("mesa-de-madres", 44): {"first": "Uvierta"},
    # Parish: English keyboard, no accents for some, surname first for nobody.
    ("parish-register", 1): {"name": "Fermin Ibarmena L."},
    ("parish-register", 2): {"age": "53"},
    ("parish-register", 3): {"name": "Benicio Guarnizal"},
    ("parish-register", 4): {"name": "Wilmer Naranzuela Belmaria"},
    ("parish-register", 9): {"name": "Graciela Urdaneghi Cantorino"},
    ("parish-register", 17): {"name": "Yvonne Galvesano Lindarte"},
    ("parish-register", 18): {"name": "Gregorio Lozarte"},
    ("parish-register", 23): {"name": "Julian Quintarbol Lozarte"},
    ("parish-register", 26): {"name": "Demetrio Corvalana Farfante", "age": "about 60"},
    ("parish-register", 33): {"name": "Ofelia widow of Hortelar", "age": ""},
    ("parish-register", 43): {"name": "Nestor Tamarguin Herrazola"},
    ("parish-register", 46): {"name": "Irenea Ortelar Belmaria", "age": "27"},
    # Clinic: capital letters, in a hurry, date of intake and not of the incident.
    ("clinic-intake", 2): {"given": "Otilia", "surnames": "CORBALANA UBIERTA"},
    ("clinic-intake", 5): {"surnames": "ZABALERA"},
    ("clinic-intake", 7): {"age": 35},
    ("clinic-intake", 8): {"date": "2017-02-16"},
    ("clinic-intake", 12): {"surnames": "ORTELAR VELLOZANO"},
    ("clinic-intake", 15): {"date": "2017-02-16", "surnames": "PENALISA BRACAMOL"},
    ("clinic-intake", 18): {"given": "Gregorio", "surnames": "LOZARTE MENDIBARA"},
    ("clinic-intake", 20): {"date": "2017-02-16"},
    ("clinic-intake", 22): {"age": None},
    ("clinic-intake", 24): {"surnames": "QUINTARBOL L."},
    ("clinic-intake", 28): {"age": None},
    ("clinic-intake", 31): {"date": "2017-02-18", "given": "Micaela R."},
    # Students: quick, incomplete, honest about it.
    ("student-federation", 1): {"surnames": "Ibarmena", "age": "30"},
    ("student-federation", 6): {"given": "Don Anselmo", "surnames": "Herrasola", "age": "unos 60"},
    ("student-federation", 9): {"given": "Grace", "surnames": "Urdanegui", "alias": "Chela"},
    ("student-federation", 14): {"surnames": "Arguedano M."},
    ("student-federation", 27): {"age": ""},
    ("student-federation", 29): {"date": "31/02/2017"},
    ("student-federation", 32): {"given": "", "surnames": "Vellozano", "alias": "Chano"},
    ("student-federation", 37): {"surnames": "Urquisola Galvesano"},
    ("student-federation", 46): {"place": ""},
    ("student-federation", 47): {"surnames": ""},
    ("student-federation", 48): {"age": "no se sabe"},
}
