# Las páginas del espacio de trabajo.

workspace = Espacio de trabajo
rooms = Salas
room-home = Inicio
room-library = Biblioteca
room-import = Incorporar
room-account = Tomar un testimonio
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
unlock-by-why = Queda en el registro junto a lo que usted anota. Puede quedar vacío.
unlock-go = Abrir
closed-title = Cerrado
closed-what = Esta página está cerrada.
closed-todo = Inicie otra vez el programa y use la dirección que muestra. Cada dirección abre una sola vez.
stranger-title = No es de aquí
stranger-what = Preguntó otra página u otro nombre de esta computadora. A eso no se responde.
stranger-todo = Use la dirección que mostró el programa.
refusal-title = Eso no funcionó
working-title = Trabajando
working-begins = Empezando …
working-what = Puede dejar abierta esta página. Sigue sola cuando el trabajo termina.

# Inicio
home-empty = Todavía no hay nada
home-empty-what = Incorpore una lista, fotos o documentos, o tome un testimonio. Nada sale de esta computadora.
home-begin-import = Incorporar archivos
home-begin-account = Tomar un testimonio
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
home-no-backup = El programa todavía no conoce copias de respaldo: guarde una segunda copia de la carpeta del archivo en otro lugar.
home-verify = Verificar ahora
home-holds = Lo que hay
home-newest = Lo último anotado

# Biblioteca
library-words = Palabras
library-where = Solo donde
library-kinds = Clases
library-all = Todo
library-cards = Tarjetas
library-table = Tabla
library-found = Encontrado
library-total = { $total ->
    [one] Un registro
   *[other] { $total } registros
 }
library-nothing = No se encontró nada. Con menos palabras se encuentra más; basta una parte de un nombre.
column-kind = Clase
column-title = Título
column-words = Dónde está

# Un registro
record-when = cuándo y por quién
record-reason = Por qué
record-take-back = Retirar
record-take-back-all = Retirar este registro
record-take-back-what = Deja de contar y se muestra como retirado. Nada se borra: queda con la razón.
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
proof-entry = Este registro es la entrada { $entry } (contando desde 0) del registro de su dispositivo.
proof-size = La cabeza firmada del registro abarca { $size } entradas.
proof-hashes = { $count } resúmenes llevan del registro a esa cabeza: quien los tiene puede comprobarlo sin confiar en nadie.
proof-not = Prueba que el registro estaba cuando se firmó la cabeza y que no cambió desde entonces. No prueba que lo dicho sea verdad. Ningún testigo externo ni sello de tiempo confirma todavía el momento.
proof-signed = La cabeza firmada
proof-none = No se pudo mostrar una prueba.

# Un elemento
item-viewer = El elemento
item-veil = Mostrarlo. Puede mostrar heridas o personas muertas.
item-picture = La imagen como se recibió
item-video = El video como se recibió
item-sound = La grabación como se recibió
item-text = Su texto
item-not-shown = Esta clase de archivo no se muestra aquí, para que nada en él pueda ejecutarse. Se puede guardar con la línea de órdenes:
item-missing = sus bytes no están aquí

# Incorporar
import-intro = Listas, exportaciones de otros programas, fotos, videos y documentos. Primero ve cómo se leerían; nada se anota antes de que usted lo diga.
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
import-look = Ver cómo se lee
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
import-examples = Lo que hay ahí
import-means = Significa
import-skip = Dejar fuera
import-as-it-is = Como está
import-go = Incorporar
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
    [one] una afirmación
   *[other] { $count } afirmaciones
 }
settings-vocabularies = Campos y términos propios
settings-no-vocabularies = No hay. Se guardan con
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
 } `testigo vocabulary lint` las nombra.
settings-backups = Copias de respaldo
settings-keys = Teclas
settings-key-move = Al siguiente, al anterior
settings-key-back = Fuera de un campo; un paso atrás

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
