# Las páginas del espacio de trabajo.

workspace = Espacio de trabajo
rooms = Salas
room-home = Inicio
room-library = Biblioteca
room-import = Incorporar
room-account = Tomar un testimonio
room-review = Revisar pares
room-figures = Cifras
room-dossier = Expediente
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
proof-entry = Este registro es la entrada { $entry } (contando desde 0) del registro de este dispositivo.
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
review-nothing = Ningún par espera por usted
review-nothing-what = Ya decidió todo lo que merece una mirada. Compare otra vez abajo para que se tome en cuenta; entonces cambian las cifras.
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
