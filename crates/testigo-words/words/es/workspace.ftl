# Las páginas del espacio de trabajo.

workspace = Espacio de trabajo
rooms = Salas
room-home = Inicio
room-library = Biblioteca
room-import = Incorporar
room-account = Tomar un relato
room-review = Revisar pares
room-figures = Cifras
room-dossier = Dossier
room-verify = Verificar
room-settings = Ajustes
skip-to-content = Al contenido
find = Buscar
find-go = Buscar
mask = Ocultar nombres
unmask = Mostrar nombres
lock = Cerrar con llave
leave = Salir ya
back-home = Volver a la primera página
pages = Páginas
pages-before = Anteriores
pages-after = Siguientes

# En la puerta
unlock-title = Abrir el archivo
unlock-passphrase = Frase de contraseña
unlock-by = Su nombre, como lo conoce su grupo
unlock-by-why = Queda en la bitácora junto a lo que usted anota. Puede quedar vacío.
unlock-go = Abrir
closed-title = Cerrado
closed-what = Esta página está cerrada.
closed-todo = Inicie otra vez el programa y use la dirección que muestra. Cada dirección abre una sola vez.
stranger-title = No es de aquí
stranger-what = Preguntó otra página u otro nombre de esta computadora. A eso no se responde.
stranger-todo = Use la dirección que mostró el programa.
back = Volver
working-leave = Salir lo cierra todo en seguida. Lo anotado hasta entonces queda, y si incorpora otra vez el mismo archivo se añade solo lo que falta.
working-stop = Detener
working-stop-what = Al detenerlo no se pierde nada de lo guardado. Después verá hasta dónde llegó, y puede hacer el resto más tarde.
working-stopping = Se detiene en el próximo punto en que no se pierde nada. Puede tardar un momento.
import-partly = Ya está incorporada una parte
import-go-on = Incorporar el resto
import-leave-it = Dejarlo así
kept-title = Lo que usted escribió sigue aquí
kept-what = El archivo estaba cerrado con llave cuando lo envió. Todavía no se anotó nada de esto.
kept-send = Enviarlo ahora
unreadable-title = Eso no se pudo leer
unreadable-what = La página pidió algo que no está, o que no está como debe.
unreadable-todo = Vuelva atrás con su navegador e intente otra vez desde la página anterior. No se anotó nada.
unreadable-question-title = Esta pregunta ya no vale
unreadable-question-what = Esta dirección guarda una pregunta de otra vez que se usó el programa. Estaba sellada, y ya nadie la puede leer.
unreadable-question-todo = Pregunte otra vez. Para volver a una pregunta otro día, póngale un nombre donde la hace.
import-before = Incorporado antes
import-taken-back = retirado
dossier-anew = Algo se anotó desde que usted miró. Esto es lo que saldría ahora: revíselo otra vez y entonces hágalo.
refusal-title = Eso no funcionó
working-title = Trabajando
working-begins = Empezando …
waited-what = La página aparece sola cuando esté hecha. Mientras tanto puede ir a otra parte, o cerrar con llave.
working-what = Puede dejar abierta esta página. Sigue sola cuando el trabajo termina.

# Inicio
home-empty = Todavía no hay nada
home-empty-what = Incorpore una lista, fotos o documentos, o tome un relato. Nada sale de esta computadora.
home-begin-import = Incorporar archivos
home-begin-account = Tomar un relato
home-waits = Lo que espera
home-no-pairs = Ningún par espera revisión.
home-pairs = { $count ->
    [one] Un par espera revisión
   *[other] { $count } pares esperan revisión
 }
home-not-linked = Las listas todavía no se compararon
home-until = hasta { $date }
home-due-more = En total vencen { $count }
home-verified = Última verificación { $date }
home-never-verified = Este archivo nunca se verificó en esta computadora.
home-backups-unread = No se pudo leer la lista de sus copias de respaldo.
home-no-backup = Desde esta computadora no se hizo ninguna copia de respaldo.
home-verify = Verificar ahora
home-holds = Lo que hay
home-newest = Lo último anotado

# Biblioteca
library-words = Palabras
library-where = Solo donde
library-kinds = Clases
library-all = Todo
library-found = Encontrado
library-total = { $total ->
    [one] Un registro
   *[other] { $total } registros
 }
library-nothing = No se encontró nada. Con menos palabras se encuentra más; basta una parte de un nombre.
column-kind = Clase
column-title = Título
column-words = Dónde está

# Biblioteca: varios registros a la vez, búsquedas guardadas
library-beside = Lo que se encontró, y qué se puede hacer con ello
library-view-cards = Tarjetas
library-view-table = Tabla
library-choose = Elegir
library-choose-all = Todos los de esta página
library-choose-none = Ninguno
library-chosen-level = Nivel de los elegidos…
library-found-level = Nivel de los { $total }…
library-saved = Búsquedas guardadas
library-saved-none = Todavía ninguna.
library-saved-remove = Quitar la búsqueda { $name }
library-saved-anew = Empezar una lista vacía
library-save = Guardar esta búsqueda
library-save-as = Nombre
library-save-what = Queda en esta computadora, sellada. No viaja con el archivo.
library-save-go = Guardar
library-begin = Con lo que esto encuentra
library-begin-figure = Contarlo
library-begin-dossier = Empezar un dossier
library-begin-words = Un dossier y una cifra toman una condición, no palabras. Escríbala en «Solo donde».
chosen-title = Nivel de varios registros
chosen-heading = { $count ->
    [one] ¿Hasta dónde puede ir un registro?
   *[other] ¿Hasta dónde pueden ir { $count } registros?
 }
chosen-none = No eligió ningún registro. Marque las casillas junto a lo que se encontró.
chosen-back = Volver a la biblioteca
chosen-first = Se encontraron { $total }. Están elegidos los primeros 1.000; haga los demás después.
chosen-now = Como están ahora
chosen-which = Qué registros
chosen-more = { $count ->
    [one] y uno más
   *[other] y { $count } más
 }
chosen-reason-why = El motivo queda junto a la decisión, con su nombre.
chosen-raises = { $count ->
    [one] Esto deja que un registro llegue más lejos que ahora
   *[other] Esto deja que { $count } registros lleguen más lejos que ahora
 }
chosen-raises-what = Desde entonces un dossier puede llevarlos. Lo que salió una vez no se puede recuperar. El consentimiento sigue contando: quien no lo dio para un propósito, se queda.
chosen-raise-go = Sí, dejar que lleguen más lejos
chosen-not = Dejarlo como está
chosen-set = { $count ->
    [one] Está decidido: un registro tiene este nivel
   *[other] Está decidido: { $count } registros tienen este nivel
 }
chosen-unchanged = { $count ->
    [one] Uno ya lo tenía.
   *[other] { $count } ya lo tenían.
 }
chosen-held-lower = { $count ->
    [one] Uno queda más bajo: otro dispositivo lo decidió así, y cuenta lo más bajo.
   *[other] { $count } quedan más bajos: otro dispositivo lo decidió así, y cuenta lo más bajo.
 }
chosen-failed = { $count ->
    [one] De uno no se pudo decidir
   *[other] De { $count } no se pudo decidir
 }
level-means-sealed = Se queda en el archivo: alguien lo decidió así.
level-means-restricted = Se queda en el archivo hasta que alguien decida otra cosa.
level-means-coalition = Puede ir a los grupos con los que trabaja.
level-means-recipient = Puede ir a un destinatario con nombre, como un tribunal, y a los grupos con los que trabaja.
level-means-public = Puede ir a cualquiera, para siempre.

# Biblioteca: a lo largo de los años, y en el mapa
library-view-time = Línea de tiempo
library-view-map = Mapa
time-years = Año por año
time-in-year = { $year }, mes por mes
time-all-years = Todos los años
time-whole-year = { $count ->
    [one] El único registro de todo el año
   *[other] Los { $count } registros del año
 }
time-when = Cuándo
time-records = Registros
time-months = meses
time-nothing = Ninguno tiene fecha.
time-undated = { $count ->
    [0] Todos tienen fecha.
    [one] Uno no tiene fecha.
   *[other] { $count } no tienen fecha.
 }
time-rule = Las fuentes pueden diferir sobre una fecha, o saber solo el año. Un registro cuenta en cada parte en la que puede caer la fecha de alguna fuente; por eso los números pueden sumar más que los registros que hay.
map-title = En el mapa
map-drawn = Tierra sin fronteras, con un punto por cada lugar
map-moves = Mover el mapa
map-in = Más cerca
map-out = Más lejos
map-left = Oeste
map-right = Este
map-up = Norte
map-down = Sur
map-all = Todos los lugares
map-together = { $count ->
    [one] Una posición
   *[other] { $count } posiciones juntas, se ven más de cerca
 }
map-wide = Unos { $km } km de izquierda a derecha.
map-no-borders = Contornos de la tierra: Natural Earth, dominio público. Las fronteras son lo que reclaman los Estados; por eso no se dibuja ninguna.
map-table = Lugares que se ven
map-place = Lugar
map-position = Dónde está
map-source = Quién lo dice
map-differs = las fuentes difieren
map-n = N
map-s = S
map-e = E
map-w = O
map-nothing = Ninguno de los lugares tiene posición. Un lugar la recibe con su latitud y su longitud.
map-more = { $count ->
    [one] Se ve uno más. Acérquese para tenerlo en la tabla.
   *[other] Se ven { $count } más. Acérquese para tenerlos en la tabla.
 }
map-outside = { $count ->
    [one] Una posición queda fuera de lo que se ve.
   *[other] { $count } posiciones quedan fuera de lo que se ve.
 }
map-unread = { $count ->
    [one] Un lugar más tiene posición y no se muestra. Busque menos para verlo.
   *[other] { $count } lugares más tienen posición y no se muestran. Busque menos para verlos.
 }
map-without = { $count ->
    [0] No se nombra aquí ningún lugar del que nadie diga dónde está.
    [one] De un lugar nadie dice dónde está.
   *[other] De { $count } lugares nadie dice dónde están.
 }
map-rule = El número dice cuántos de los registros encontrados hablan de un lugar. Un registro que habla de dos cuenta en ambos. Donde las fuentes dan posiciones distintas, cada una tiene su propio punto. Lo que está muy junto es un solo punto de borde cortado, hasta que usted se acerque.
month-01 = enero
month-02 = febrero
month-03 = marzo
month-04 = abril
month-05 = mayo
month-06 = junio
month-07 = julio
month-08 = agosto
month-09 = septiembre
month-10 = octubre
month-11 = noviembre
month-12 = diciembre

# Un registro
record-when = cuándo y por quién
record-reason = Por qué
record-take-back = Retirar
record-take-back-all = Retirar este registro
record-take-back-what = Deja de contar y se muestra como retirado. Nada se borra: queda con la razón.
record-consent-changed = Un consentimiento no se retira: lo que la persona dice ahora se anota al lado, y vale la última palabra. De un relato se hace en su página; de cualquier otro registro, con "testigo consent".
record-consent-open = Abrir aquello de lo que se dijo
record-more-claims = Se muestran los primeros 1.000 de { $total }.
record-withdrawn = Lo que ya no cuenta
record-judged = Lo que se decidió sobre pares (no mire antes de revisar)
record-links = Lo que se refiere a este registro
record-say-more = Decir más
record-field = Campo
record-value = Lo que dice la fuente
record-source = Quién lo dice
record-source-why = El nombre de una fuente, o el comienzo de su identificador. Un nombre nuevo crea una fuente nueva.
record-locator = Dónde en la fuente
record-say = Anotarlo
record-level = Hasta dónde puede llegar
record-level-new = Nivel nuevo
record-level-go = Decidir
proof-entry = Este registro es la entrada { $entry } (contando desde 0) de la bitácora de su dispositivo.
proof-size = El punto de control firmado de la bitácora abarca { $size } entradas.
proof-hashes = { $count } huellas llevan del registro a ese punto de control: quien los tiene puede comprobarlo sin confiar en nadie.
proof-not = Prueba que el registro estaba cuando se firmó el punto de control y que no cambió desde entonces. No prueba que lo dicho sea verdad. Ningún testigo externo ni sello de tiempo confirma todavía el momento.
proof-signed = El punto de control firmado
proof-none = No se pudo mostrar una prueba.

# Una pieza
item-viewer = La pieza
item-veil = Mostrarlo. Puede mostrar heridas o personas muertas.
item-picture = La imagen como se recibió
item-video = El video como se recibió
item-sound = La grabación como se recibió
item-text = Su texto
item-not-shown = Esta clase de archivo no se muestra aquí, para que nada en él pueda ejecutarse. Otro programa puede mostrarlo, cuando usted haya guardado una copia.
item-save = Guardar una copia
item-save-what = La copia queda abierta en esta computadora, donde el navegador guarda los archivos: quien use la computadora puede leerla, y la lista de descargas conserva su nombre. Bórrela cuando termine. Lo que hay en el archivo queda como está.
item-save-go = Guardarla abierta
item-read = Lo que dice
item-read-how = Marque palabras de su texto, detenga una grabación o dibuje un rectángulo sobre una imagen o una página: el lugar se escribe abajo.
item-about = Sobre quién o qué
item-about-why = Un nombre, o el comienzo del identificador de un registro; vacío para uno nuevo.
item-locator = Dónde en ella
item-said = Quedó anotado. Para decir más de lo mismo, siga abajo:
item-missing = sus bytes no están aquí

# Qué registro se quiere decir
which-title = ¿Cuál quiere decir?
which-several = { $count } se llaman así.
which-doubtful = Uno se llama así, pero puede ser otro que también se conoce por este nombre.
which-close = Ninguno se llama exactamente así. Estos se parecen:
which-none = Nada aquí se llama así.
which-kept = Todavía no se anotó nada, y se conserva todo lo demás que usted llenó.
which-exact = se llama exactamente así
which-alike = parecido
which-look = Verlo en otra pestaña
which-more = { $count } se llaman así, y se muestran los primeros. Si no es ninguno de estos, búsquelo en la biblioteca y escriba abajo el comienzo de su identificador.
which-new = Anotarlo como nuevo ({ $kind }):
which-new-instead = Ninguno de estos; anotarlo como nuevo ({ $kind }):
which-anew = O escriba otro nombre, o el comienzo de un identificador
which-go = Buscar otra vez
which-taken = Usted escribió un nombre. Se tomó esto, porque nada más se llama así:

# Lugares en una fuente, números y fechas
locator-page = página { $at }
locator-line = línea { $at }
locator-row = renglón { $at }
locator-sheet = hoja { $at }
locator-paragraph = párrafo { $at }
locator-part = parte { $at }
locator-slide = diapositiva { $at }
locator-notes = notas { $at }
locator-message = mensaje { $at }
locator-attachment = adjunto { $at }
locator-bulletin = boletín { $at }
locator-entity = entidad { $at }
locator-submission = envío { $at }
locator-record = registro { $at }
locator-cell = celda { $at }
locator-column = columna { $at }
locator-item = pieza { $at }
locator-time = minuto { $at }
locator-header = encabezado
locator-footer = pie de página
locator-footnotes = notas al pie
locator-comments = comentarios
locator-proof = prueba
locator-rectangle = rectángulo: de { $left } a { $right } % desde la izquierda, de { $top } a { $bottom } % desde arriba
locator-pixels = rectángulo: a { $left } píxeles de la izquierda, a { $top } de arriba, { $width } de ancho, { $height } de alto
quantity-about = unos { $number }
quantity-at-least = al menos { $number }
quantity-at-most = { $number } a lo más
quantity-more = más de { $number }
quantity-less = menos de { $number }
quantity-between = de { $low } a { $high }
date-about = hacia { $date }
date-uncertain = { $date } (no es seguro)
date-about-uncertain = hacia { $date } (no es seguro)
date-until = hasta { $end }
date-from = desde { $start }
date-between = de { $start } a { $end }

# Lo que se dijo de un registro
history-title = Historia
history-open = Todo lo que se dijo de él, en orden
history-what = Lo que se anotó de él, quién, cuándo y en qué dispositivo, primero lo más antiguo. Las horas son las que dicen los dispositivos. Nada de esto se puede cambiar; lo que se retira queda aquí.
history-naming-left-out = Más de 1000 registros lo nombran. Están en su página, en lo que se refiere a él.
history-not-releases = En qué dossiers salió no se muestra aquí: la bitácora dice a quién y para qué se entregó cada uno, y qué registros fueron está en el dossier.
history-device = en esta computadora
history-device-other = en otro dispositivo
history-made = Se anotó
history-said = Se dijo más de él
history-superseded = Se dio otra versión
history-received = Se recibió otra vez el mismo archivo
history-levelled = Se decidió hasta dónde puede llegar
history-taken-back = Se retiró algo
history-erased = Se borró algo
history-judged = Alguien decidió sobre un par
history-consented = Una respuesta sobre para qué se puede usar
history-named = Otro registro lo nombró
history-unknown = Algo que este programa no conoce
history-counts-not = ya no cuenta
history-of-field = del campo
history-with = comparado con
history-back = Volver al registro
judged-hidden = { $count ->
    [one] Una decisión sobre un par con este registro no se muestra, porque usted todavía tiene que decidir ese par. Dos personas ayudan solo si ninguna sigue a la otra.
   *[other] { $count } decisiones sobre pares con este registro no se muestran, porque usted todavía tiene que decidir esos pares. Dos personas ayudan solo si ninguna sigue a la otra.
 }
judged-hidden-go = Decidirlo ahora
judged-hidden-line = Lo que se decidió no se muestra hasta que usted haya decidido este par.

# Una página de un PDF
paper-of = Página { $page } de { $pages }
paper-pages = Páginas del documento
paper-page = Página
paper-go = Ir a ella
paper-before = Página anterior
paper-after = Página siguiente
paper-larger = Más grande
paper-smaller = Más pequeña
paper-not-drawn = Esta página no se pudo mostrar como imagen.
paper-why = Por qué, y qué hacer
paper-empty = Si no ve ninguna página aquí:
paper-no-text = En esta página no se pudo leer ningún texto.

# Lo que espera que alguien lo mire
home-differing = { $count ->
    [one] De un registro las fuentes dicen cosas distintas
   *[other] De { $count } registros las fuentes dicen cosas distintas
 }
home-unread = { $count ->
    [one] Un registro tiene un valor que no se pudo leer
   *[other] { $count } registros tienen valores que no se pudieron leer
 }
waiting-unread = Valores que no se pudieron leer
waiting-what-unread = Se conservan como se escribieron, y cuentan como no conocidos. Abra el registro y diga al lado lo que la fuente quiere decir, con la misma fuente.
waiting-differing = Donde las fuentes difieren
waiting-what-differing = Las dos versiones quedan, y las cifras se vuelven un rango. Aquí no hay nada que decidir: mire si una se copió mal, o si son dos personas.
waiting-more = Hay más registros de los que hablan varias fuentes que los que se comparan aquí: se miraron los primeros 1000.

# Incorporar
import-intro = Listas, exportaciones de otros programas, fotos, videos y documentos. De una lista o exportación se ve primero cómo se leería, y nada se anota antes de que usted lo diga. Fotos, videos y documentos se guardan en seguida, como son.
import-files = Archivos
import-files-where = Se copian a una carpeta que solo usted puede leer, y se quitan de ella una vez leídos.
import-path = O el lugar de un archivo o carpeta en esta computadora
import-path-why = Para carpetas enteras y colecciones grandes: se leen donde están.
import-format = Qué es
format-files = Fotos, videos, documentos: guardarlos como son
format-list = Una lista: CSV, Excel, OpenDocument
format-uwazi = Uwazi (CSV o zip)
format-kobo = KoboToolbox u ODK
format-martus = Martus
format-ftm = FollowTheMoney (Aleph, OpenAleph)
format-claims = Afirmaciones de otro archivo
format-auto-archiver = La hoja de auto-archiver
format-proofmode = ProofMode
format-wacz = Páginas web (WACZ)
format-warc = Páginas web (WARC)
format-mail = Correo electrónico (eml, mbox)
format-whatsapp = Conversación de WhatsApp
format-folder = Una carpeta con una hoja de descripciones
import-source = De quién es
import-source-why = Una persona, un grupo o una publicación. Si falta, queda el nombre del archivo.
import-more = Más sobre esto
import-list = Nombre de la lista
import-collected-by = Recogido por
import-collected-at = Recogido cuándo
import-place = Recogido dónde
import-look = Seguir
import-kept = { $total ->
    [one] Un archivo
   *[other] { $total } archivos
 }
import-another = Incorporar más
import-would = Así se leería
import-done = Ya está
import-columns = Qué significa cada columna
import-columns-what = Cambie lo que se adivinó mal. Una columna sin campo nuestro puede guardarse con su propio nombre, y la que se deja fuera queda en el archivo original.
import-column = Columna
import-examples = Lo que hay ahí, y cómo se leería
import-means = Significa
import-skip = Dejar fuera
import-as-it-is = Como está
import-go = Incorporar
import-map = Qué significa cada columna, de otra vez
import-map-why = El documento MAP.toml, si guardó el de una lista como esta.
import-map-keep = Guardar qué significa cada columna
import-same = tal como está
import-unknown = se anota como no sabido
import-written = Cómo está escrito
import-between = Entre varios valores
import-read-as = se lee como
import-not-read = no se leyó, queda como está escrito:
import-names-list = Esta columna da el nombre de la lista.
import-no-column = Ninguna
import-list-column = Columna que da el nombre de la lista
import-list-column-why = Para un documento con varias listas. Donde la columna está vacía, vale el nombre de abajo.
import-key-column = Columna que numera los renglones
import-key-column-why = Un número o código que no cambia cuando la lista se corrige: así una lista corregida cambia lo que hay y no añade nada dos veces.
written-any = Cada uno como está
written-day-first = Primero el día
written-month-first = Primero el mes
written-year-first = Primero el año
written-m-f = M es hombre, F mujer
written-h-m = H es hombre, M mujer
written-v-m = V es hombre, M mujer
between-none = Una celda tiene un solo valor
between-comma = Una coma
between-semicolon = Un punto y coma
between-slash = Una barra /
between-bar = Una barra vertical |
between-y = La palabra «y»
between-and = La palabra «and»
between-line = Un cambio de línea
import-look-again = Ver otra vez con esto
import-give-up = No incorporar
import-see = Ver lo que hay ahora
import-review = Comparar con otras listas
import-undo = Retirar esta incorporación
import-undo-what = Todo lo que trajo deja de contar y se muestra como retirado. El archivo mismo queda.
import-undo-go = Retirarla
import-unread = Lo que no se pudo leer como está
import-unread-what = Nada se pierde: queda como está escrito.
import-row = Fila
import-value = Como está escrito
import-why = Por qué
import-unread-more = En total { $total }; el informe de la línea de órdenes los nombra todos.

# Ajustes
settings-language = Idioma
settings-archive = Este archivo
settings-devices = Dispositivos que escriben en él
settings-this-device = esta computadora
settings-statements = { $count ->
    [one] una declaración
   *[other] { $count } declaraciones
 }
settings-vocabularies = Campos y términos propios
settings-no-vocabularies = No hay.
settings-fields = { $count ->
    [one] un campo
   *[other] { $count } campos
 }
settings-terms = { $count ->
    [one] un término
   *[other] { $count } términos
 }
settings-problems = { $count ->
    [one] Una etiqueta haría tropezar a la gente.
   *[other] { $count } etiquetas harían tropezar a la gente.
 } Su página las nombra.
settings-backups = Copias de respaldo
settings-keys = Teclas
settings-key-move = Al siguiente, al anterior
settings-key-back = Fuera de un campo; un paso atrás
settings-vocabularies-open = Ver y agregar
settings-key-review = Al revisar pares: una persona, dos personas, no se puede saber
settings-key-undo = Al revisar pares: retirar la última decisión
vocabulary-what = Lo que un grupo agrega a los campos y términos comunes: etiquetas y opciones. Quedan en la bitácora, otros dispositivos los ven, y lo que se anotó antes queda como está.
vocabulary-added = Quedó anotado. Ya se puede usar.
vocabulary-own = De este archivo
vocabulary-problems = Esto haría tropezar a la gente. No impide nada.
vocabulary-would = Se anotaría
vocabulary-replaces = Toma el lugar del que tiene el mismo nombre. Lo que se escribió con el anterior queda.
vocabulary-sound-file = Nada en él llama la atención.
vocabulary-keep = Anotarlo
vocabulary-not = No anotarlo
vocabulary-field = Agregar un campo
vocabulary-field-what = Para algo que su grupo pregunta y que todavía no tiene campo. Cualquier registro puede tenerlo, con palabras como valor. Sale del archivo a lo más para un destinatario con nombre.
vocabulary-field-en = Cómo se llama en inglés
vocabulary-field-es = Cómo se llama en español
vocabulary-field-name = Nombre corto
vocabulary-field-name-why = Está en archivos y fórmulas, y después no se puede cambiar: número de expediente pasa a ser x.numero_de_expediente.
vocabulary-field-go = Agregar el campo
vocabulary-file = Entregar un archivo
vocabulary-file-label = Archivo con campos y términos propios (.toml)
vocabulary-file-why = El mismo archivo que usan otros de sus grupos. Primero se ve lo que hay en él; nada se anota antes de que usted lo diga.
vocabulary-look = Verlo
vocabulary-refused = No se puede usar este archivo. No se anotó nada.
vocabulary-why-too-large = Es mayor que 200 KiB.
vocabulary-why-syntax = No se pudo leer como debe estar escrito (TOML), o tiene una entrada que no se conoce:
vocabulary-why-name = Necesita un nombre de 200 letras a lo más.
vocabulary-why-field = El nombre corto de un campo tiene que empezar con x. y tener letras después:
vocabulary-why-code = Un término no tiene código, o lo tiene con espacios alrededor, o es demasiado largo.
vocabulary-why-vocabulary = No hay una lista de este nombre a la que se puedan agregar términos:
vocabulary-common = Lo que tiene todo archivo
vocabulary-common-fields = Campos, por clase de registro
vocabulary-common-terms = Términos de cada lista

# Copias de respaldo
backup-age = { $days ->
    [0] Copia de respaldo hecha hace menos de un día
    [one] Copia de respaldo hecha hace un día
   *[other] Copia de respaldo hecha hace { $days } días
 }
backup-since = { $count ->
    [0] No se anotó nada desde entonces.
    [one] Desde entonces se anotó una declaración: todavía no está en ella.
   *[other] Desde entonces se anotaron { $count } declaraciones: todavía no están en ella.
 }
backup-unfinished = Copia de respaldo comenzada y sin completar
backup-unfinished-what = Póngala al día: solo se copia lo que falta.
backup-list-unread = No se pudo leer la lista de sus copias de respaldo. Las que nombraba no se muestran, y conservan lo que se borra. La lista queda en la carpeta “copies” de esta instalación. Recupérela de una copia de esa carpeta, o ponga al día cada copia de respaldo y después quítela de ahí.
backup-held-not = No se cumplió cuando se verificó. No confíe en ella.
backup-erased-since = Desde entonces se borró algo, y ella todavía lo tiene. Póngala al día.
backup-none = Desde esta computadora no se hizo ninguna. Si este disco se daña o se llevan la computadora, se pierde todo.
backup-folder = Carpeta en otro disco
backup-folder-why = Su lugar completo, por ejemplo /media/usb/copia o E:\copia: una carpeta nueva o vacía, o la que contiene la copia. Queda sellada: nadie la lee sin la frase de contraseña. Guarde la frase en otro lugar.
backup-go = Hacer una copia de respaldo
backup-update = Poner al día
backup-done = Lo que se hizo
outcome-backup-title-holds = La copia de respaldo se cumple
outcome-backup-title-fails = La copia de respaldo no se cumple
outcome-backup-title-incomplete = La copia de respaldo no se pudo revisar entera
outcome-backup-page-holds = Todo lo que hay aquí se copió allí, y la copia se verificó.
outcome-backup-page-fails = Algo en la copia falta o está dañado. No confíe en ella: use otro disco u otra carpeta.
outcome-backup-page-incomplete = En la copia nada falla, pero algo de lo que promete no se pudo revisar.
backup-page-archive-fails = Este archivo mismo también está dañado. Conserve todas las copias anteriores.
backup-keep = Para que un día sirva
backup-keep-disk = Guárdela en otro disco y en otra casa.
backup-keep-passphrase = Guarde la frase de contraseña y la hoja de recuperación en otro lugar, no con el disco.
backup-keep-again = Hágala otra vez después de cada día de trabajo y de cada borrado: solo se copia lo nuevo, y lo borrado se quita.
backup-keep-open = Es un archivo como este: en una computadora nueva se abre con la frase de contraseña.

# Dossier
dossier-intro = Un dossier es un paquete para un destinatario y un fin: un informe, los registros en que se apoya, originales, y las pruebas con las que cualquiera puede comprobarlo. Primero se ve qué saldría y qué se quedaría; no se escribe nada antes de que usted lo diga.
dossier-about = Qué es
dossier-title = Título
dossier-recipient = Quién lo recibe
dossier-recipient-why = El consentimiento que alguien dio para un destinatario vale solo para ese nombre: escríbalo como se preguntó.
dossier-purpose = Para qué
dossier-purpose-none = Elija, o use sus propias palabras más abajo
dossier-purpose-own = O en sus propias palabras
dossier-purpose-why = Lo que alguien le contó sale solo si aceptó este fin. Con palabras que no son de la lista sale solo lo que no necesita consentimiento.
dossier-language = Idioma del informe
dossier-level = Hasta dónde puede llegar
dossier-level-coalition = Grupos con los que trabajan. Sale solo lo que una persona liberó para la coalición, el destinatario o el público.
dossier-level-recipient = Un destinatario con nombre, como un juzgado. Sale solo lo que una persona liberó para el destinatario o el público; puede haber nombres.
dossier-level-public = Cualquiera y para siempre: cuente con que estará en internet. Sale solo lo que una persona liberó para el público.
dossier-which = Qué registros
dossier-where = Solo donde
dossier-where-why = Vacío: todos los registros. Lo que los elegidos mencionan va con ellos. Si algo puede salir se decide registro por registro y campo por campo. Ejemplos:
dossier-where-place = lo ocurrido en un lugar y en los lugares que contiene
dossier-where-type = muertes desde un mes
dossier-where-list = renglones de listas con esta palabra en el nombre
dossier-figures = Cifras guardadas
dossier-no-figures = Todavía no se guardó ninguna cifra. Un dossier puede ir sin ellas.
dossier-suppress = En un dossier para el público, dejar fuera cifras de personas menores que
dossier-suppress-why = "1 mujer de 19 años en un pueblo" es un nombre. Con ella se dejan fuera otras, para que nadie la recupere restando. Vacío: se muestran todas.
dossier-sections = Textos propios
dossier-sections-why = Quedan en el informe tal como están. También en ellos se buscan nombres que deben quedarse.
dossier-heading = Encabezado { $number }
dossier-text = Texto { $number }
dossier-place = Dónde se escribe
dossier-out = Carpeta o archivo .zip en esta computadora
dossier-out-why = Fuera del archivo, donde todavía no haya nada. Lo que se escribe ahí no está sellado: quien lea ese disco puede leerlo.
dossier-look-why = A continuación se ve qué saldría. Todavía no se escribe nada.
dossier-look = Ver qué saldría
dossier-preview = Qué saldría
dossier-preview-what = Todavía no se escribió nada. Se decidió exactamente como se decidirá al hacer el dossier.
dossier-records = Registros que salen
dossier-statements = Declaraciones
dossier-originals = Originales
what-figures = Cifras
dossier-withheld-records = Otros registros reservados
dossier-warnings = Mire esto primero
dossier-build-heading = Hacerlo
dossier-build-what = Más abajo está, registro por registro, lo que sale: revíselo antes. Hacerlo queda anotado en la bitácora, con el destinatario y el fin.
dossier-build = Hacer el dossier
dossier-change = Cambiar lo pedido
dossier-reasons = Por qué se quedan
dossier-reasons-what = Registros, originales y detalles sueltos de declaraciones, todos juntos. El destinatario también ve estos números, y nunca lo que se quedó.
dossier-figure = Cifra
dossier-stated = En todo el archivo
dossier-shown = En lo que sale
dossier-rows = Filas
dossier-suppressed = Filas que no se muestran por pequeñas
dossier-counted-staying = Contados, pero se quedan
dossier-at-least = { $count } o más
dossier-leaving = Registros de los que algo sale
dossier-leaving-none = No sale ningún registro. O el filtro no eligió ninguno, o nadie los liberó hasta ahí: eso se decide en la página de cada registro.
dossier-leaving-what = El título es lo que usted ve aquí. Sale solo si el campo del que viene está en la tercera columna.
dossier-fields = Sale
dossier-fields-none = solo que existe
dossier-fields-staying = Se queda, y por qué
dossier-why = Por qué
dossier-cut = La lista está cortada: hay { $total }.
dossier-originals-leaving = Originales que salen
dossier-originals-none = No sale ningún original.
dossier-originals-what = Cada uno se copia byte por byte, con un número en lugar de su nombre.
dossier-file = Su nombre ahí
dossier-searched = Nombres reservados, buscados en
dossier-searched-all = todo el contenido
dossier-searched-not = no todo se pudo leer; una persona decidió que puede salir
dossier-originals-staying = Piezas cuyo original se queda
dossier-staying = Registros que se quedan
dossier-refused = Este dossier no se puede hacer así
dossier-found-what = Con él habría salido algo que debe quedarse en el archivo. No se escribió nada.
dossier-found-todo = Revise cada uno de estos lugares. Ahí hay un nombre, un número o dos partes de un nombre que en otro sitio se reservan. Cambie su propio texto, deje fuera el registro o la pieza, o pida que alguien con facultad para ello decida su nivel. El valor mismo no se muestra aquí.
dossier-found-places = Dónde está
place-own-field = Nombre de un campo propio de: { $kind }
place-locator = En qué parte de la fuente está
place-original = Original { $number }
place-label = Etiqueta del campo o término propio: { $field }
place-title = Título del dossier
place-select = Qué registros se eligen
place-heading = Encabezado de la sección { $number }
place-text = Texto de la sección { $number }
place-figure = Cifra { $number }
place-figure-name = Nombre de la cifra { $number }
place-figure-where = Qué cuenta la cifra { $number }
dossier-built = El dossier está hecho
dossier-stands = Está en
dossier-verify-heading = Verificarlo
dossier-verify-what = Como lo hará quien lo reciba: solo con el paquete, sin este archivo.
dossier-verify = Verificarlo ahora
dossier-hand-over = Entregarlo
dossier-hand-over-what = Dé al destinatario esta clave de su grupo por otra vía que el dossier, por ejemplo en papel o de viva voz. Con ella sabe que el dossier es de ustedes:
dossier-hand-over-not = El dossier no está cifrado. Quien reciba el archivo puede leerlo.
dossier-another = Otro dossier

# Verify
verify-room = Si un dossier es el que su grupo entregó, o si este archivo sigue siendo lo que se registró. No se cambia nada, no se abre nada fuera de este programa ni se envía a ninguna parte.
verify-dossier = Un dossier
verify-file = El archivo .zip tal como lo recibió
verify-file-why = Se copia a una carpeta que solo usted puede leer, y se quita de ahí una vez comprobado.
verify-path = O el lugar de una carpeta o de un archivo .zip en esta computadora
verify-trust = Claves que obtuvo por otra vía
verify-trust-why = La clave del grupo o el identificador del archivo, y las de testigos, una por renglón. Sin ellas nadie puede decir de quién es el dossier: cualquiera puede hacer uno.
verify-go = Verificarlo
verify-this = Este archivo
verify-this-what = Se lee y se compara cada entrada, cada firma y cada archivo guardado. Con mucho video tarda un rato.
verify-this-go = Verificar este archivo
verify-of-archive = Este archivo
verify-holds = Todo se cumple
verify-fails = Algo no se cumple
verify-incomplete = No todo se pudo revisar
verify-dossier-holds = Se revisó todo lo que este dossier promete, y nada cambió desde que se entregó.
verify-dossier-fails = Algo no es como dice el dossier. No se apoye en él. Guarde el archivo tal como lo recibió y pregunte a quien se lo entregó.
verify-dossier-incomplete = Nada falla, pero algo que el dossier promete no se pudo revisar. Tal vez un programa más nuevo pueda.
verify-archive-holds = Se revisó todo, y está como se registró.
verify-archive-fails = Algo falta o cambió. Todavía no repare nada: copie la carpeta tal como está y compárela con su segunda copia.
verify-archive-incomplete = Nada falla, pero algo no se pudo revisar.
verify-signers-confirmed = Su grupo es aquel cuya clave obtuvo por otra vía.
verify-signers-not-confirmed = Su grupo no es ninguno de aquellos cuyas claves dio.
verify-signers-not-asked = De quién es no está confirmado: la clave se conoce solo por el dossier. Pida al grupo su clave por otra vía y verifique de nuevo.
verify-count-holds = Se cumplen
verify-count-fails = No se cumplen
verify-count-unchecked = Sin revisar
verify-not = Qué no prueba esto
verify-not-true = Que lo dicho sea verdad. Trata solo de lo que pasó con ello desde que se registró.
verify-not-all = Que no se supiera nada más. El dossier cuenta lo que se reservó; no puede mostrarlo.
verify-not-who = Quién lo escribió, si no obtuvo la clave del grupo por otra vía.
verify-not-when = Cuándo se registró. Todavía ningún testigo ni reloj externo lo confirma; las fechas son las del propio grupo.
verify-not-court = Que un tribunal lo admita. Eso lo deciden los tribunales.
verify-not-copy = Que haya otra copia. Guarde una en otro lugar.
verify-group-fails = Lo que no se cumple
verify-group-unchecked = Lo que no se revisó
verify-group-holds = Lo que se cumple
verify-show = Mostrar todo
verify-what = Qué se miró
verify-verdict = Resultado
verify-of = De qué
verify-detail = Detalle
verify-code = Código
verify-more = Hay { $count } más que no están en la lista.
verify-another = Verificar otro

# Tomar un relato
account-intro = Léalo todo una vez antes de empezar. Solo el primer paso tiene preguntas que necesitan respuesta; lo demás puede quedar vacío. No se anota nada antes de que usted apriete el botón del final.
account-steps = Pasos
account-step-before = Antes de contar
account-step-telling = El relato
account-step-named = Qué se dijo de quién
account-on-paper = Lo mismo en papel
account-group = Grupo que toma el relato
account-group-why = Queda como fuente. Escríbalo siempre de la misma manera.
account-who = Quién cuenta
account-who-why = Un nombre, u otro nombre que la persona elija, o nada. Las tres cosas están bien.
account-teller-name = Nombre
account-teller-alias = Otro nombre que la persona elige
account-known = Esta persona ya está en el archivo
account-known-id = Su nombre, o el comienzo del identificador de su registro
account-two-names = Aquí se nombra a alguien nuevo, y arriba, en «Nombre», está otro nombre. Deje uno de los dos.
account-narrative = Lo que la persona cuenta, en sus propias palabras
account-narrative-why = Escriba como lo dice, en su idioma. No corrija, no resuma ni explique. Lo que no sabe puede quedar como no sabido.
account-more = Más sobre la conversación
account-named-what = Solo lo que se dijo, y solo si se dijo. Cada respuesta puede faltar. Si son más de tres personas, las demás se agregan después.
account-named = Persona { $number }
account-is-teller = Es la persona que cuenta
account-person-name = Nombre, como se dijo
account-person-sex = Sexo
account-person-age = Edad cuando ocurrió
account-act-type = Qué le pasó
account-act-date = Cuándo
account-act-place = Dónde
account-before-recording = Antes de anotarlo: léaselo a la persona, o cuéntele qué escribió. Puede cambiar o quitar lo que quiera.
account-record = Anotarlo
account-add-named = Agregar personas que nombra
account-back = Volver al relato
account-back-to-page = Volver a la página
account-taken = El relato está anotado
account-sealed = Este relato está sellado: queda en el archivo y no sale a ninguna parte. Es así cuando no se preguntó si se puede guardar. Si la persona ahora dice que sí, anote la respuesta abajo y cambie hasta dónde puede llegar en el registro del relato.
account-given-before = Esta persona ya dio un relato
account-given-before-what = Lea primero aquel. Volver a contar cuesta, y después se comparan las versiones una con otra. Pida más solo si hace falta.
account-recorded = Lo que se anotó
account-another = Tomar otro relato
account-now = Lo que falta hacer
account-now-thank = Agradezca a la persona. Dígale cómo puede encontrarles y qué pasa ahora.
account-now-notes = No deje por ahí apuntes ni formularios de papel: incorpórelos como archivos y después guárdelos bajo llave o destrúyalos.
account-now-files = Las grabaciones, el texto escrito y el formulario firmado se incorporan como archivos. Este relato es su fuente; su identificador empieza así:
account-now-withdraw = Si no debe quedar nada de él, abra su registro: allí se puede sellar o borrar.
account-teller = quien cuenta

before-title = Antes de empezar: para quien toma el relato
before-place = ¿El lugar es tranquilo y seguro para esta persona? ¿Quién puede verles y quién puede oírles?
before-prior = Pregunte primero si ya lo contó antes, y a quién. Si es así, tome solo lo necesario: es mejor trabajar con el relato que existe.
before-open = Haga preguntas abiertas y espere. No sugiera respuestas ni muestre fotos de sospechosos. No prometa nada ni pague nada; anote los gastos de viaje que se hayan pagado.
before-specialised = A niñas y niños, y a quienes vivieron violencia sexual, debe escucharles alguien con formación para eso. Si no hay nadie, no pregunte sobre ello: ofrezca buscar a esa persona.

sheet-title = Lo que la persona debe saber
sheet-who-title = Quiénes somos
sheet-who = Diga su nombre y el de su grupo. No somos la policía, ni un juzgado, ni el gobierno.
sheet-purpose-title = Para qué es
sheet-purpose = Anotamos lo que le pasó a la gente, para que no se olvide y para que juzgados y otros puedan investigarlo. No podemos prometer que eso ocurra.
sheet-voluntary-title = Usted decide
sheet-voluntary = No tiene que contar nada. Puede dejar cualquier pregunta sin responder. Puede hacer una pausa o parar cuando quiera, y no tiene ninguna consecuencia. A nadie se le paga por un relato.
sheet-seen-by-title = Quién lo ve
sheet-seen-by = Se guarda cerrado con una frase de contraseña. Lo pueden leer las personas de este grupo que conocen la frase. Los demás lo ven solo si usted dice que sí, para cada finalidad.
sheet-risks-title = Qué puede salir mal
sheet-risks = Recordar puede doler. Alguien podría reconocer a usted por lo que cuenta, aun sin su nombre. Un juzgado podría ordenar al grupo que lo entregue. Una computadora se puede perder o la pueden robar. Si teme por usted o por otras personas, díganos antes de empezar.
sheet-withdraw-title = Puede cambiar de opinión
sheet-withdraw = Puede retirar su sí más adelante, para todo o para una finalidad, sin dar razones. Desde entonces ya no se entrega a nadie. También puede pedir que se borre aquí.
sheet-not-reached-title = Lo que ya no se puede retirar
sheet-not-reached = No podemos recuperar lo que ya se entregó a un juzgado o se publicó, ni las copias que otros hicieron. Podemos decirle quién recibió algo de nosotros.
sheet-support-title = Ayuda
sheet-support = Si quiere, le ayudamos a encontrar a alguien: personal de salud, alguien con quien hablar, una abogada o un abogado. Puede preguntar cómo se usa su relato y qué resultó de él.

consent-title = Lo que la persona acepta
consent-intro = Lea cada pregunta en voz alta y espere la respuesta. La persona puede decir que sí a una y que no a otra. Lo que no se preguntó cuenta como no.
consent-guardian = Otra persona responde por ella, porque es menor de edad o no puede responder
consent-needed = necesita respuesta
consent-limits = Solo para alguien, o solo hasta un día
consent-only-for = Solo para
consent-only-for-why = El nombre de un grupo, juzgado o persona; uno por renglón. Vacío quiere decir que nadie queda fuera.
consent-until = Hasta
consent-answer-yes = Sí
consent-answer-no = No
consent-answer-not-asked = No se preguntó
consent-answer-missing = No dice si la persona respondió que sí o que no a esto.
consent-answer = Respuesta
consent-answer-withdrawn = Retira su sí
consent-none = No hay nada anotado sobre lo que la persona acepta, así que nada de esto sale del archivo.
consent-change = La persona responde algo nuevo, o cambia de opinión
consent-change-what = Vale desde ahora, y lo que respondió antes sigue a la vista. Lo que ya se entregó no se puede recuperar: diga a la persona quién lo recibió.
consent-change-for-why = El nombre de un grupo, juzgado o persona. Vacío quiere decir para todos.
consent-change-go = Anotar la respuesta
consent-ask-collect = ¿Podemos anotar lo que cuenta?
consent-ask-store = ¿Podemos guardarlo?
consent-ask-share-group = ¿Podemos compartirlo con otros grupos que documentan derechos humanos?
consent-ask-share-national-authority = ¿Podemos darlo a fiscalías y juzgados de este país?
consent-ask-share-icc = ¿Podemos darlo a un tribunal internacional?
consent-ask-share-un = ¿Podemos darlo a organismos de derechos humanos de las Naciones Unidas?
consent-ask-state-informed = ¿Puede el gobierno saber quién es usted?
consent-ask-publish-name = ¿Se puede publicar con su nombre?
consent-ask-publish-anonymous = ¿Se puede publicar sin nada que diga quién es usted?
consent-ask-statistics = ¿Se puede contar en cifras?
consent-ask-recontact = ¿Podemos volver a comunicarnos con usted?
consent-ask-media = ¿Se puede usar su imagen o su voz?

control-empty = Elija una respuesta.
control-both = Aquí hay una respuesta, y también que no la hay. Deje una de las dos.
control-unreadable = Esto no se pudo entender: { $why }.
control-lines = Se pueden poner varios, uno por renglón.
control-date = Como 2019-11-15, 2019-11 o 2019; 2019-11-15/2019-11-17 de un día a otro; 2019-11~ si es alrededor de esa fecha.
control-quantity = Un número; unos 30, >=5 o 20-30 si no es exacto.
control-number = Un número con punto, como -16.5.
control-reference = Su nombre, o el comienzo de su identificador. Si varios se llaman así, se le pregunta cuál.
control-own-words = Elija de la lista, o escriba con sus palabras: se guardan como las escribe.
control-no-answer = por qué no hay respuesta
control-or-not-known = o: sin respuesta porque …
control-problems = { $count ->
    [one] Hay que mirar una cosa. Todavía no se anotó nada.
   *[other] Hay que mirar { $count } cosas. Todavía no se anotó nada.
 }
control-problems-todo = Todo lo que escribió sigue aquí. Lo que está mal aparece en rojo al lado.
control-nothing-said = Aquí todavía no hay nada escrito. Llene al menos un campo.
control-source-missing = Falta quién lo dice. Escriba un nombre.
control-confirm-wrong = Ese no es el código. No se borró nada.
control-reason-missing = Escriba por qué. No se cambió nada.

paper-title = Formulario para un relato
paper-what = Se imprime en A4. Lea la primera página en voz alta, y deje una copia a la persona si eso es seguro para ella.
paper-keep = No deje nunca este formulario donde otros puedan encontrarlo. Incorpórelo pronto al archivo y después guárdelo bajo llave o destrúyalo.
paper-group = Grupo, y cómo encontrarlo
paper-question = Pregunta
paper-limits = Solo para, hasta
paper-needed = Sin un sí a estas, no anote nada.
paper-signed = Día, y firma o una marca
paper-signed-why = La firma no hace falta si puede poner en peligro a la persona. En ese caso escriba aquí quién oyó el sí.
paper-not-known = Se puede dejar fuera cualquier cosa. Si no hay respuesta, escriba por qué: D no se sabe · N no se preguntó · X no corresponde · O otra cosa.
paper-taken-by = Persona que toma el relato
paper-number = número de la lista de abajo, o sus palabras
paper-acts = Qué pasó: lista

# Registro nuevo
library-new = Anotar algo nuevo
new-title = Registro nuevo
new-intro = Lo que alguien dice queda como lo dijo, al lado de lo que dicen otros. Los campos pueden quedar vacíos.
new-who = Quién lo dice
new-what = Qué dice
new-rest = Más campos
new-level-why = Restringido: queda en el archivo hasta que alguien decida otra cosa.
new-locator-why = Una página, un renglón, un minuto. Puede quedar vacío.
new-not = No anotarlo

# Borrar
erase-title = Borrar para siempre
erase-section = Para cuando alguien pide que desaparezca, o cuando pone en peligro a alguien. Se hace en dos pasos y no se puede deshacer.
erase-open = ¿Qué se borraría?
erase-first = Primer paso: ver qué se borraría
erase-what = Se borra de este archivo lo que dice este registro, y también sus bytes si es una pieza. En la bitácora queda que algo se borró, cuándo y por qué.
erase-instead = Si solo está equivocado, mejor retírelo. Si solo no debe salir, mejor séllelo.
erase-reason-why = La razón queda en la bitácora. No escriba nombres en ella.
erase-look = Sellarlo y mostrar qué se borraría
erase-not = No borrarlo
erase-stays = Lo que queda
erase-stays-more = { $total } en total.
erase-stays-todo = Son registros aparte. Mírelos uno por uno: pueden decir lo mismo. Se borran de la misma manera.
erase-not-reached = Adonde esto no llega
erase-second = Segundo paso: borrarlo
erase-second-what = Todavía no se borró nada; el registro está sellado y no sale del archivo. Para borrarlo, escriba este código:
erase-code = Código
erase-go = Borrarlo para siempre
erase-not-now = No borrarlo; queda sellado
erase-done = Está borrado
erase-receipt = Imprima o guarde esta página si alguien pidió que se borre: dice qué se borró y adónde no se llegó. Pida a quienes tienen copias que también las borren.

# Review
review-question = ¿Son estos dos una misma persona?
review-no-name = Nadie dio un nombre al abrir el archivo. Entonces quienes revisan solo se distinguen por sus dispositivos: cualquiera que decida en esta computadora cuenta como la misma persona que usted. Cierre con llave y vuelva a abrirlo con su nombre.
review-said = Usted dijo: { $verdict }.
review-undo = Retirarlo
review-undo-reason = Retirado enseguida por quien lo había decidido
review-undone = Su última decisión queda retirada. Su par espera otra vez.
review-waiting = { $count ->
    [0] Ningún par espera por usted
    [one] Un par espera por usted
   *[other] { $count } pares esperan por usted
 }
review-judged = { $count ->
    [one] usted decidió uno
   *[other] usted decidió { $count }
 }
review-beside = Los dos registros lado a lado
review-compared = Signo
review-how-compared = Cómo se comparó
review-sources = Quién lo dice
review-signs = Lo que difiere está marcado. Lo que decidieron otras personas no se muestra aquí.
review-sign-same = lo mismo
review-sign-alike = lo mismo salvo mayúsculas y acentos
review-sign-differs = no lo mismo
review-sign-one = solo lo dice uno de los dos
review-reason = Por qué
review-reason-why = Esto es lo que más pesa. Déjelo o escriba lo que vio; queda junto a su decisión.
review-same = Una misma persona
review-different = Dos personas
review-unsure = No se puede saber
review-weights = Lo que habla a favor y lo que habla en contra
review-in-numbers = Lo mismo en números
review-bits = Bits
review-none = Ningún par espera por usted
review-none-what = Ya decidió todo lo que merece una mirada. Compare otra vez abajo para que se tome en cuenta; entonces cambian las cifras.
review-to-figures = A las cifras
review-begin-what = El programa compara los renglones de las listas, propone cuáles son una misma persona y dice por qué. Donde no está seguro pregunta a la gente: aquí, un par a la vez. No cambia ningún registro.
review-begin = Empezar
review-begin-go = Comparar ahora
review-again = Comparar otra vez
review-again-go = Comparar otra vez ahora
review-lists = Qué listas
review-lists-why = Si no elige ninguna: todo lo que hay aquí.
review-no-lists = Todavía no hay ninguna lista; se comparan los registros de personas.
review-judged-since = Desde la última vez se decidió sobre pares, o se retiró una decisión.
review-changed-since = Desde la última vez se dijo más de algunos registros.
review-unlinked = Hay registros que todavía no se compararon.
review-came-of-it = Lo que resultó
review-agreement = Hasta dónde coinciden quienes revisan (mire cuando haya terminado)

# Figures
figures-what = Qué contar
figures-where = Solo donde
figures-where-why = Vacío: todo. Los valores con espacios van entre comillas.
figures-where-none = todo
figures-examples = Ejemplos, y qué se puede pedir
figures-example-1 = un lugar; con «under» en vez de «=», también todos los que están dentro
figures-example-2 = la edad en ese momento
figures-example-3 = de un día a otro
figures-example-4 = varias cosas juntas, con «and» (y), «or» (o), «not» (no)
figures-example-5 = la palabra está en alguna parte
figures-fields-what = Campos, con el nombre que se escribe y lo que son:
figures-by = Desglosado por
figures-by-month = Mes
figures-by-age-group = Grupo de edad
figures-by-attributed-to = A quién se atribuye
figures-by-other = Otros campos, con comas
figures-min-sources = Fuentes independientes
figures-sources-at-least = { $count ->
    [0] las que haya
    [one] al menos una
   *[other] al menos { $count }
 }
figures-unit = Unidad de conteo
figures-unit-persons = personas, una por una
figures-go = Contar
figures-estimated = Estimado
figures-claimed-none = Ninguna fuente da un número para esto.
figures-claimed-what = Lo que las fuentes dan como número, cada una con sus palabras. Detrás no tiene que haber nombres.
figures-claims-more = En total { $total } afirmaciones.
figures-documented-what = Registros que están aquí, cada uno con sus fuentes.
figures-documented-range = De lo menos a lo más que permiten los registros.
figures-never-added = Son tres cosas distintas. Están lado a lado y nunca se suman.
figures-estimate-saved = Guarde esta cifra con un nombre; desde su página se puede estimar cuántas personas no nombra ninguna lista.
figures-estimate-persons = Solo se pueden estimar personas que están en varias listas.
figures-estimate-what = Por cómo se superponen las listas se puede estimar cuántas personas no nombran. Tarda hasta algunos minutos.
figures-estimate-hangs = Con las personas que nadie registró. Depende de supuestos; léalo en su propia página.
figures-estimate-go = Estimar
figures-estimate-anew = Estimar otra vez
figures-estimate-see = Cada método, y de qué depende
figures-estimate-words = En palabras
figures-no-range = sin rango
figures-bear-in-mind = Lo que hay que tener en cuenta
figures-compare = Comparar listas
figures-breakdown = Desglose
figures-chart = Gráfico
figures-rows-more = En total { $total } líneas; se muestran las primeras 1.000.
figures-rule = La regla, y el SQL detrás del número
figures-sql-what = Este SQL da el número; lo puede ejecutar cualquiera que tenga los registros.
figures-linked = Cómo se vincularon los registros
figures-linkage = { $entries } registros; los pares con una probabilidad desde { $threshold } cuentan como una misma persona; se tomaron en cuenta { $judgements } decisiones de personas; modelo { $model }
figures-save-as = Guardarla con un nombre
figures-save = Guardar
figures-save-what = Se guardan la pregunta, el número y el día.
figures-saved = Cifras guardadas
figures-saved-none = Todavía no hay ninguna. Cuente algo y dele un nombre.
figures-all = Todas las cifras
figures-now = Ahora: { $number }.
figures-unchanged = El número es el mismo que cuando se guardó.
figures-change = Cambiar la pregunta
figures-behind = Lo que hay detrás del número
figures-from = De
figures-groupings = Si los renglones se agrupan de otro modo
figures-settings = Semilla { $seed }, nivel { $level } %: los mismos registros dan los mismos números.

# Qué hacer cuando una página rechaza algo: en lugar de las palabras para la línea de órdenes, donde las hay
web-not-an-archive = Mire si la carpeta del archivo, o la memoria en que está, sigue ahí. Después inicie otra vez el programa.
web-not-found = Busque el registro en la biblioteca. Si es un documento, revise cómo está escrito el lugar.
web-unknown-field = Elija uno de los campos que ofrece la página. Un campo propio empieza con "x.".
web-unknown-kind = Elija uno de los tipos que ofrece la página.
web-log-damaged = No anote nada en esta copia. Verifíquela y verifique sus respaldos, y siga con una copia que esté bien.
web-log-forked = Averigüe si se usó una copia antigua del archivo o si alguien lo cambió. Verifique este archivo y muestre el resultado al resto del grupo.
web-backup-ahead = Puede que la copia sea la mejor. Verifique las dos, y siga con la que se sostiene y tiene más. Para conservar las dos, indique otra carpeta.
web-backup-forked = Una de las dos fue cambiada. Verifique las dos y muestre el resultado a su grupo. Conserve ambas hasta que esté claro, y haga la copia nueva en otra carpeta.
web-object-damaged = Recupérela de una copia de respaldo: abra esa copia y verifíquela, para ver si allí está completa.
web-level-not-disclosable = Elija como nivel coalición, destinatario o público. Hasta dónde puede ir un registro lo decide una persona, en la página del registro.
web-catalog-failed = Cierre el archivo con llave y ábralo otra vez. Si vuelve a pasar, hay que derivar de nuevo aquello con que se hacen las páginas: pida ayuda a quien le asiste con esta computadora. Nada de lo anotado se pierde.
web-not-a-record = Busque el registro en la biblioteca y ábralo allí.
web-not-an-item = Busque la pieza en la biblioteca y ábrala allí.
web-item-withheld = Su página muestra el nivel y el consentimiento que se dio. Si eso cambia lo deciden la persona interesada y el grupo.
web-field-repeated = Dé un solo valor. Lo que dice otra fuente se anota con esa fuente, en la página del registro.
web-statement-refused = Anótelo por partes: primero cree el registro, y diga lo demás en su página.
web-not-a-person = Elija dos personas o renglones.
web-nothing-to-link = Incorpore primero una lista.
web-list-unknown = Escriba el nombre tal como se dio al incorporar la lista; la biblioteca muestra todas las listas.
web-as-of-unknown = Elija una de las cifras guardadas.
web-as-of-differs = Verifique este archivo y busque una copia que contenga ese estado.
web-item-too-large = Es demasiado grande para mostrarla aquí. Guarde una copia en su página, y ábrala con otro programa.
web-no-number-stated = Elija una declaración que dé un número.
web-not-retractable = Retire un registro, un valor, una decisión o una importación. De un consentimiento, anote lo que la persona dice ahora, en la página del relato.
web-not-supersedable = Elija uno de los valores en la página del registro.
web-already-retracted = Su página dice cuándo y por qué.
web-field-not-said = Dígalo en la página del registro, como algo más sobre él.
web-unknown-format = Elija uno de los formatos que ofrece la página.
web-figure-unknown = Guarde primero una cifra, en la página de cifras.
web-figure-not-reconciled = Compare las listas en la página "Revisar pares", y decida sobre los pares que esperan allí. Sin eso, la misma persona contaría una vez por cada lista.
web-not-linked = Compare primero las listas, en la página "Revisar pares".
web-not-shown = Guarde una copia en su página, y ábrala con otro programa.
web-map-invalid = Mire qué significa cada columna, cambie lo que no puede ser, y vuelva a mirar.
web-confirm-wrong = Mire otra vez qué se borraría, y escriba el código que la página muestra ahora.
web-source-missing = Diga de quién viene: una persona, un grupo o una publicación. Un nombre nuevo crea una fuente nueva.
web-nothing-said = Llene por lo menos un campo.
web-reason-missing = Diga por qué. El motivo se guarda, para que otras personas entiendan después la decisión.
web-figure-name = Dé un nombre corto, por ejemplo: muertes por lista
web-as-of-saved = Haga una cosa después de la otra: mirar un estado anterior, o guardar la cifra de hoy.
web-not-this-format = Mire qué exporta el otro programa, y elija otra vez qué es.
web-no-such-column = Mire cómo se llaman las columnas, y elija otra vez.
web-figure-not-persons = Solo se puede estimar sobre personas en listas. Guarde una cifra que cuente personas.
web-figure-too-many-lists = Guarde una cifra que cuente solo algunas de las listas: list in ("...", "...")
web-warning-changed-since-linked = Desde que se compararon las listas se dijo más sobre registros comparados: compárelas otra vez.
web-warning-judged-since-linked = Desde que se compararon las listas se han tomado decisiones sobre pares, y esta cifra todavía no las incluye: compárelas otra vez.
web-notice-log-damaged = Una parte del archivo está dañada: { $subject }. Lo que está ahí no se pudo leer. Verifique este archivo para ver más.
web-notice-texts-unread = No se pudo leer para la búsqueda el texto de { $subject } piezas: sus documentos no están aquí o están dañados. Verifique este archivo para ver más. Se intenta otra vez en la próxima búsqueda.
web-notice-log-rewritten = La bitácora { $subject } no es la que ha visto esta computadora: su parte anterior fue cambiada. Verifique este archivo y muestre el resultado al resto del grupo.
