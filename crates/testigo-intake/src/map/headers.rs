//! Headers as people write them, in English and Spanish, and the fields they mean.

use testigo_record::field;

/// A word for a person's name that means the given name where a surname stands beside it.
pub(super) const NAME_OR_GIVEN_NAME: [&str; 6] = [
    "name",
    "names",
    "nombre",
    "nombres",
    "nombre s",
    "nombre de pila",
];

/// Headers, folded and parted by commas, of each field. A header may stand at several fields: the
/// first that the kind of record has, and that is free, is meant.
const HEADERS: &[(&str, &str)] = &[
    (
        "name",
        "full name, nombre completo, nombre y apellido, nombre y apellidos, \
         nombres y apellidos, apellidos y nombres, apellido y nombre, name of victim, \
         victim name, nombre de la victima",
    ),
    (
        "given_name",
        "given name, given names, givenname, first name, firstname, forename, \
         primer nombre",
    ),
    (
        "surname",
        "surname, surname1, surname 1, first surname, last name, lastname, family name, \
         apellido, apellidos, apellido1, apellido 1, primer apellido, apellido paterno, \
         paterno",
    ),
    (
        "second_surname",
        "second surname, surname2, surname 2, apellido2, apellido 2, segundo apellido, \
         apellido materno, materno",
    ),
    ("sex", "sex, sexo, gender, genero"),
    (
        "birth",
        "birth, birth date, birthdate, date of birth, birthday, born, dob, nacimiento, \
         nacido, nacida, fecha de nacimiento, fecha nacimiento, fecha nac, fec nac",
    ),
    (
        "age",
        "age, edad, age at death, age at event, edad al morir, edad al momento del hecho",
    ),
    (
        "date",
        "date, event date, date of event, incident date, date of incident, \
         date of death, death date, fecha, fecha del hecho, fecha de los hechos, \
         fecha hecho, fecha del suceso, fecha de muerte, fecha de la muerte, \
         fecha de desaparicion",
    ),
    (
        "place",
        "place, location, municipality, muni, municipio, town, lugar, localidad, \
         lugar del hecho, lugar de los hechos, place of event, place of incident",
    ),
    (
        "occupation",
        "occupation, profession, ocupacion, profesion, oficio",
    ),
    (
        "ethnicity",
        "ethnicity, ethnic group, etnia, grupo etnico, pertenencia etnica",
    ),
    (
        "alias",
        "alias, aliases, nickname, also known as, aka, apodo, sobrenombre",
    ),
    (
        "cause",
        "cause, cause of death, causa, causa de muerte, causa de la muerte",
    ),
    ("status", "status, estado, estatus"),
    (
        "type",
        "type, type of act, act type, violation, tipo, tipo de acto, violacion",
    ),
    (
        "death",
        "death, date of death, death date, fecha de muerte, fecha de la muerte, \
         fecha de fallecimiento, fallecimiento",
    ),
    (
        "birth_place",
        "birth place, birthplace, place of birth, born in, lugar de nacimiento, nacido en",
    ),
    (
        "citizenship",
        "citizenship, nationality, nacionalidad, ciudadania",
    ),
    ("religion", "religion, faith, creencia"),
    ("civil_status", "civil status, marital status, estado civil"),
    (
        "characteristics",
        "characteristics, caracteristicas, perfil",
    ),
    (
        "id_document",
        "id document, identity document, identity card, id card, id card number, \
         national id, passport, passport number, dni, ci, c i, cedula, \
         cedula de identidad, carnet, carnet de identidad, documento de identidad, \
         numero de documento, nro documento, pasaporte, curp, rut",
    ),
    (
        "contact",
        "contact, contact details, phone, phone number, telephone, mobile, cell phone, \
         email, e mail, contacto, telefono, tel, celular, movil, correo, \
         correo electronico, numero de telefono, numero de celular",
    ),
    (
        "protection",
        "risk, protection, riesgo, proteccion, riesgo y proteccion",
    ),
    (
        "language",
        "language, languages, mother tongue, idioma, idiomas, lengua, lengua materna",
    ),
    (
        "number",
        "number of persons, number of people, group size, numero de personas, \
         cantidad de personas",
    ),
    (
        "method",
        "method, method of violence, metodo, metodo de violencia",
    ),
    ("stated_reason", "stated reason, motivo declarado"),
    (
        "consequences",
        "consequences, injuries, consecuencias, lesiones",
    ),
    (
        "status_at_end",
        "status at end, current status, estado final, situacion actual",
    ),
    ("whereabouts", "whereabouts, paradero"),
    (
        "title",
        "title, titulo, subject, asunto, event title, nombre del suceso, \
         titulo del suceso",
    ),
    (
        "narrative",
        "narrative, description, description of event, what happened, summary, relato, \
         descripcion, descripcion del hecho, descripcion de los hechos, hechos, resumen",
    ),
    (
        "victims.killed.count",
        "killed, deaths, number killed, muertos, fallecidos, numero de muertos, \
         personas muertas",
    ),
    (
        "victims.injured.count",
        "injured, wounded, number injured, heridos, numero de heridos, personas heridas",
    ),
    (
        "victims.detained.count",
        "detained, arrested, detenidos, numero de detenidos, personas detenidas",
    ),
    (
        "victims.disappeared.count",
        "disappeared, missing, desaparecidos, numero de desaparecidos, \
         personas desaparecidas",
    ),
    (
        "description",
        "description, caption, summary, what is seen, descripcion, pie de foto, leyenda, \
         resumen, que se ve, contenido",
    ),
    (
        "author",
        "author, photographer, by, taken by, creator, autor, autora, autor a, fotografo, \
         fotografa, tomada por, tomado por",
    ),
    (
        "captured_at",
        "captured at, capture date, date, date taken, taken at, date of capture, \
         date of the photo, fecha, fecha de captura, fecha de la foto, fecha de toma, \
         fecha de grabacion, tomada el",
    ),
    (
        "collected_by",
        "collected by, received by, obtenido por, obtenida por, recibido por, \
         recogido por",
    ),
    (
        "collected_at",
        "collected at, date of collection, received at, date received, \
         fecha de obtencion, fecha de recepcion, recibido el",
    ),
    (
        "url",
        "url, link, web address, enlace, direccion web, source url",
    ),
    ("lat", "lat, latitude, latitud, gps latitude"),
    ("lon", "lon, lng, longitude, longitud, gps longitude"),
];

/// Headers, folded, that identify a line.
const KEYS: &str = "id, uid, uuid, record id, case id, case number, case no, identifier, code, \
    ref, reference, codigo, cod, folio, referencia, \
    identificador, clave, id caso, numero de caso, no de caso, codigo de caso, \
    expediente";

/// Words of a header that speaks of a name, and those that make it no person's.
const OF_NAMES: &str = "name, names, nombre, nombres, surname, apellido, apellidos, lastname";
const NOT_OF_PERSONS: &str = "file, archivo, user, usuario, device, form, group, grupo, place, lugar, village, \
    town, city, ciudad, municipio, comunidad, region, project, proyecto, event, suceso, \
    hecho, organization, organisation, organizacion, company, empresa, source, fuente, \
    interviewer, entrevistador, entrevistadora, enumerator, encuestador, interviewee, \
    entrevistado, entrevistada, informant, informante, witness, testigo, author, autor, \
    reporter, relative, familiar, father, mother, padre, madre, contact, contacto, \
    doctor, lawyer, abogado, language, report, title";

/// Whether a word is one of a list that commas part.
fn stands_in(list: &str, word: &str) -> bool {
    list.split(", ").any(|known| known == word)
}

/// The fields of a kind that a folded header may mean, the likeliest first.
pub(super) fn fields_of(kind: &str, folded: &str) -> impl Iterator<Item = &'static str> {
    HEADERS
        .iter()
        .filter(move |(name, headers)| stands_in(headers, folded) && field(kind, name).is_some())
        .map(|(name, _)| *name)
}

/// Whether a folded header says how a line is called.
pub(super) fn is_key(folded: &str) -> bool {
    stands_in(KEYS, folded)
}

/// Whether a folded header says how a person is called.
pub(super) fn is_name_of_person(folded: &str) -> bool {
    let known = fields_of("entry", folded).next();
    let by_words = || {
        let mut words = folded.split(' ');
        words.clone().any(|word| stands_in(OF_NAMES, word))
            && !words.any(|word| stands_in(NOT_OF_PERSONS, word))
    };
    matches!(
        known,
        Some("name" | "given_name" | "surname" | "second_surname")
    ) || NAME_OR_GIVEN_NAME.contains(&folded)
        || by_words()
}
