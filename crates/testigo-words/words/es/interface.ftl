# Palabras que comparten el programa y el informe.

# Tipos de registro: uno, varios
kind-source = Fuente
kinds-source = Fuentes
kind-item = Pieza
kinds-item = Piezas
kind-account = Relato
kinds-account = Relatos
kind-incident = Suceso
kinds-incident = Sucesos
kind-act = Acto
kinds-act = Actos
kind-person = Persona
kinds-person = Personas
kind-involvement = Participación
kinds-involvement = Participaciones
kind-list = Lista
kinds-list = Listas
kind-entry = Renglón
kinds-entry = Renglones
kind-place = Lugar
kinds-place = Lugares
kind-relation = Relación
kinds-relation = Relaciones
kind-assessment = Evaluación
kinds-assessment = Evaluaciones
kind-intervention = Gestión
kinds-intervention = Gestiones
kind-proceeding = Proceso
kinds-proceeding = Procesos
kind-retraction = Retiro
kind-supersession = Reemplazo
kind-consent = Consentimiento
kinds-consent = Consentimientos
kind-judgement = Decisión
kinds-judgement = Decisiones
kind-figure = Cifra
kinds-figure = Cifras
kind-vocabulary = Vocabulario
kinds-vocabulary = Vocabularios
kind-release = Entrega
kinds-release = Entregas
kind-claim = Afirmación
kinds-claim = Afirmaciones
kind-receipt = Nueva recepción
kinds-receipt = Nuevas recepciones
kind-level = Decisión de nivel
kinds-level = Decisiones de nivel
kind-erased = Borrado
kinds-erased = Borrados
kind-import = Importación
kinds-import = Importaciones
kind-archive = Archivo
kinds-archive = Archivos
kind-log = Bitácora
kinds-log = Bitácoras
kind-unknown = Tipo desconocido
kinds-unknown = Tipos desconocidos

# Niveles de reserva
level-sealed = Sellado
level-restricted = Restringido
level-coalition = Coalición
level-recipient = Destinatario
level-public = Público

# Qué cuenta una cifra
what-persons = Personas
what-acts = Actos
what-incidents = Sucesos
what-items = Piezas

# Por qué algo quedó reservado
reason-level = El nivel del registro no permite que salga
reason-consent = Falta el consentimiento, se negó o se retiró
reason-policy = Este tipo de dato no sale en este nivel
reason-not-searched = No se pudo leer la pieza para buscar en ella lo que debe quedar reservado
reason-reference = Remite a un registro reservado
reason-not-selected = La selección de este dossier no lo incluye

# Qué tener en cuenta con una cifra o un dossier
warning-suppressed-beside-others = En una cifra se omiten números pequeños y hay otras cifras a su lado: alguien podría obtenerlos restando una de otra. Mírelas juntas.
warning-retracted-left-out = Las declaraciones que se retiraron con una importación entera no están en el paquete.
warning-not-reconciled = Los renglones de las distintas listas todavía no se compararon, así que una misma persona puede estar en varias: no hay un valor único, solo un rango.
warning-erased-since = Algo que estaba registrado entonces se borró después: no se cuenta, así que el número puede ser menor de lo que era.
warning-cells-not-numbers = Algunas celdas de estas columnas no son números decimales simples: se omiten.
warning-rows-unread = Algunas filas de la tabla no se pudieron leer: se omiten.
warning-cells-suppressed = Se omiten los números pequeños (•), y otros con ellos, para que nadie pueda obtenerlos restando.
warning-changed-since-linked = Desde el último cotejo se dijo más sobre registros cotejados: ejecute otra vez "testigo link run".
warning-range-of-three-groupings = Esta cifra pide varias cosas de una persona, o varias fuentes. El rango es el de tres agrupaciones, la más segura, la más probable y la más generosa; otras intermedias pueden dar otros números.
warning-judgement-not-used = Una decisión no se incorporó: uno de sus registros no fue cotejado, o representa a más de una persona
warning-queue-cut = Hay tantos pares por revisar que solo se guardan los 10 000 más útiles; quedan fuera
warning-grouping-withheld = Hay registros sin agrupar en el dossier, porque los de su grupo revelarían lo que se reserva de ellos.
warning-judged-since-linked = Desde el último cotejo se han tomado decisiones sobre pares, y esta cifra todavía no las incluye: ejecute otra vez "testigo link run".
warning-judgements-contradict = Las decisiones sobre estos dos registros se contradicen; allí no cuenta ninguna
warning-no-upper-end = Algunas fuentes solo dicen "al menos": no hay límite superior.
warning-claimed-not-comparable = Las cifras afirmadas se refieren a cosas distintas, así que no se reúnen en un solo rango.
warning-names-without-consent = Salen nombres sin el consentimiento de quienes los llevan: se conocen por listas o publicaciones.
warning-nothing-disclosed = Ningún registro sale con este dossier: el filtro no eligió ninguno, o ninguno de ellos puede salir.
warning-not-searched = Salen piezas que ningún programa pudo leer por completo; así lo decidió una persona.
warning-account-given-before = Esta persona ya dio un relato. Véalo antes de pedir otro:
warning-combination-unique = Hay personas sin nombre que son las únicas aquí con su lugar, edad, sexo y ocupación juntos: quien las conoce puede reconocerlas.
warning-single-part = Aquí aparece suelta una parte de un nombre reservado, como puede aparecer una palabra común: lea ese lugar antes de entregar el dossier.

# Lo que llama la atención en los vocabularios propios
problem-label-missing = falta la etiqueta en este idioma: { $detail }
problem-label-twice = otro tiene la misma etiqueta: { $detail }
problem-label-contradictory = está definido dos veces, con etiquetas distintas en este idioma: { $detail }
problem-code-nearly-same = solo se distingue por mayúsculas o acentos de { $detail }
problem-term-built-in = ya existe un término común para esto: { $detail }
vocabulary-sound = No se encontró nada llamativo en los vocabularios propios.

# Resultados de una verificación
verdict-holds = se cumple
verdict-fails = no se cumple
verdict-unchecked = sin revisar
verdict-incomplete = incompleto
signers-confirmed = El grupo que firma quedó confirmado con una llave que usted obtuvo por otro medio.
signers-not-confirmed = El grupo que firma no está confirmado: su llave solo se conoce por lo que se revisó aquí. Con --trust puede compararla con una que obtuvo por otro medio.

# Lo que muestran las órdenes
label-error = Error:
label-cause = Causa:
label-hint = Qué hacer:
label-warning = Atención:
label-archive = Archivo
label-group-key = Llave del grupo
label-log = Bitácora
label-path = Ubicación
label-id = Identificador
label-statement = Declaración
label-statements = Declaraciones
label-fields = Valores
label-objects = Documentos guardados
label-records = Registros
label-items = Piezas
label-bytes = Bytes
label-sha256 = SHA-256
label-figures = Cifras
label-rows = Líneas leídas
label-recorded = Renglones nuevos
label-known = Ya estaban
label-unread = Celdas o líneas que no se pudieron leer
label-import = Importación
label-withheld-fields = Datos reservados
label-withheld-items = Piezas reservadas
label-withheld-persons = Personas reservadas
label-documented = Documentado
label-claimed = Afirmado
label-as-of = A fecha de
label-stated = Declarado
label-recomputed = Según la tabla
label-table-rows = Filas de la tabla que se usaron
show-retracted = Este registro fue retirado: ya no cuenta.
withdrawn-retraction = Retirado:
withdrawn-supersession = Reemplazado:
retracted-records = { $kind } que ya no cuentan: { $count }
absent-unknown = no se sabe
absent-not-applicable = no corresponde
absent-not-asked = no se preguntó
absent-other = otra cosa
label-due = Vence:
label-differing = Versiones distintas de
label-proof = Prueba
label-kept = Se queda:
label-not-reached = Fuera de alcance:
value-unread = {" "}(tal como está escrito)
value-unknown = no se sabe

# Qué pasó con un documento agregado
status-stored = guardado
status-known = ya estaba
status-receipt = ya estaba, recibido otra vez
added = Documentos recibidos: { $items }. Dejados fuera: { $failed }.

# Búsqueda
search-names = Se encontraron { $found } de { $total } nombres. Si se trata de la misma persona lo deciden las personas.
search-total = { $total ->
    [one] Se encontró 1 registro
   *[other] Se encontraron { $total } registros
}

# Una celda de una lista que no se pudo leer como lo que debía ser
cell-kept = Línea { $row }, columna { $column }, queda tal como está escrito:
cell-attachment-missing = el archivo que se nombra aquí no vino con esto
cell-bulletin-too-large = este boletín es demasiado grande para leerlo
cell-column-unknown = no se puede saber qué es esta columna
cell-described-before = este archivo ya se describió en un renglón anterior
cell-digest-differs = el archivo no es el de la huella que se declara
cell-encodings-mixed = las líneas de este archivo están en dos codificaciones y cada una se leyó en la suya; esta es la primera de las menos, y el número dice cuántas son
cell-encodings-in-one-line = esta línea tiene dos codificaciones; sus letras con tilde pueden estar mal, y el número dice cuántas líneas hay así
cell-field-repeated = un segundo valor de un campo que tiene uno solo
cell-file-missing = el archivo que describe este renglón no está
cell-file-unreadable = no se pudo leer este archivo
cell-key-twice = otro renglón tiene esta clave; el renglón vale por sí mismo
cell-parent-row-not-found = no está la fila de otra hoja a la que pertenece esta; esta se guarda, con lo que dice de ella
cell-part-unreadable = este archivo del paquete no se pudo leer hasta el final
cell-reference-not-found = aquello a lo que se refiere no está en el archivo
cell-row-shifted = las celdas de este renglón están en otras columnas que las del encabezado
cell-sheets-left-out = no se leyeron otras hojas
cell-too-many-pairs = demasiados valores en un elemento
cell-unknown-field = no existe ese campo
cell-value-too-long = este texto es demasiado largo para un campo; está en el original
cell-folder-unreadable = no se pudo leer esta carpeta
cell-folder-too-deep = aquí hay carpetas demasiado anidadas
cell-link-not-followed = es un enlace a otro lugar; los enlaces no se siguen
cell-json-damaged = el archivo está dañado desde aquí
cell-element-too-large = este elemento es demasiado grande para leerlo
cell-no-entity = esto no es una entidad
cell-no-proof = este archivo no tiene una prueba al lado
cell-body-damaged = el texto de este registro está dañado
cell-content-coding-unknown = esto se comprimió de un modo que no se lee
cell-more-troubles = hay más de este tipo
cell-signature-fails = la firma del paquete no es válida
cell-signature-incomplete = no se comprobó la firma del paquete: falta la firma o su llave, o no se puede leer
cell-signature-key-unknown = no se comprobó la firma del paquete: aquí no se conoce este tipo de llave
cell-signed-digest-unknown = no se comprobó la firma del paquete: lo firmado no es una huella SHA-256
cell-certificate-unchecked = la firma del paquete es válida para el certificado que trae; no se comprobó de quién es ese certificado ni cuándo se firmó
cell-unpacks-too-far = esto se descomprime a más de lo que se lee
cell-warc-damaged = la captura web está dañada aquí
cell-warc-record-lost = aquí se perdió un registro de la captura web
cell-warc-truncated = la captura web termina en medio de un registro
cell-warc-zstd-unread = esta captura web está comprimida con zstd, que aquí no se lee; primero hay que descomprimirla
cell-attachment-named-twice = varios archivos tienen el nombre de este adjunto
cell-file-damaged = este archivo está dañado
cell-message-too-large = este mensaje es demasiado grande para leerlo
cell-more-pages = otras páginas no se separan; están en el original
cell-page-not-captured = esta página está en la lista y no se capturó
cell-page-twice = esta página se capturó más de una vez
cell-page-unreadable = no se pudo leer esta página
cell-pages-missing = falta la lista de páginas
cell-parts-left-out = hay partes de este mensaje que no se separaron; están en el original
cell-claims-left-out = renglones sobre piezas, listas y consentimientos, que no vienen con una tabla
cell-unread-before = esto no se leyó cuando se registró por primera vez
cell-empty = no contiene nada
cell-too-long = es demasiado largo
cell-noncharacter = contiene un signo que no es un carácter
cell-not-a-date = no es una fecha
cell-date-ambiguous = puede ser más de un día
cell-date-invalid = no existe ese día, o no está escrito como las demás fechas
cell-not-a-quantity = no es una cantidad
cell-not-a-number = no es un número
cell-out-of-range = este número no puede ser correcto aquí
cell-not-in-vocabulary = no es ninguno de los términos conocidos
cell-not-a-reference = no es el identificador de un registro
cell-unknown-value = aquí dice que no se sabe
cell-sex-ambiguous = "M" puede ser mujer o masculino
cell-cell-too-long = una celda de esta línea es demasiado larga; muchas veces falta cerrar una comilla
cell-too-many-cells = esta línea tiene demasiadas celdas
cell-row-too-long = esta línea es demasiado larga
cell-unclosed-quote = en esta línea se abre una comilla que no se cierra
cell-sheet-damaged = la hoja está dañada desde esta línea

# Lo que hay que saber
notice-log-admitted = Esta computadora ya tiene su propia bitácora en el archivo: { $subject }.
notice-log-continued = El archivo no termina donde esta computadora lo dejó; puede ser una copia más antigua. Lo que se registre desde ahora va a una bitácora nueva, { $subject }, que dice cuál continúa. Nada de lo que había se cambia.
notice-commit-completed = El último trabajo en esta computadora se interrumpió mientras se guardaba. Ahora quedó guardado por completo.
notice-log-not-admitted = El grupo no ha admitido la bitácora { $subject }. Lo que hay en ella no se cuenta.
notice-log-damaged = Una parte del archivo está dañada: { $subject }. No se pudo leer lo que hay ahí. "testigo verify" muestra más.
notice-log-removed = El grupo retiró la bitácora { $subject }. Lo que se escribió después en ella no se cuenta.
notice-text-cut = No se pudo leer para la búsqueda todo el texto de esta pieza: páginas escaneadas, daños, una contraseña, o más de lo que se lee de un archivo. { $subject }
notice-texts-cut = Lo mismo vale para { $subject } piezas más.
notice-copies-set-aside = No se pudo leer la lista de sus copias de respaldo. Queda en la carpeta “copies” de esta instalación, y con esta copia comienza una lista nueva. Ponga al día también cada una de las otras.
notice-texts-unread = No se pudo leer el texto de { $subject } piezas para la búsqueda: sus documentos no están aquí o están dañados. "testigo verify" dice más. Se intenta otra vez en la próxima búsqueda.
notice-log-behind = La bitácora { $subject } es más corta que lo que esta computadora ya vio de ella. Puede ser una copia antigua del archivo.
notice-log-rewritten = La bitácora { $subject } no es la que esta computadora había visto: su parte anterior se cambió. Muestre el resultado de "testigo verify" al resto del grupo.

# Frases de contraseña y hoja de recuperación
ask-passphrase = Frase de contraseña del archivo:
ask-new-passphrase = Frase de contraseña nueva (mejor varias palabras):
ask-passphrase-again = La misma frase otra vez:
ask-recovery = Para comprobar que copió la hoja, escriba la frase de recuperación que está en ella:
recovery-differs = Esto no es lo que dice la hoja. Mírela otra vez, letra por letra.
recovery-sheet =
    HOJA DE RECUPERACIÓN DE UN ARCHIVO DE TESTIGO

    Con esta hoja se puede abrir el archivo si se pierde su frase de contraseña.
    Quien la tenga puede abrir todo lo que hay en el archivo. Cuídela como
    cuidaría el archivo mismo.

    Frase de recuperación:
    { $passphrase }

    Archivo:
    { $archive }

    Llave del grupo:
    { $key }

    Qué hacer con esta hoja
    1. Imprímala o cópiela a mano. Revise cada letra de la frase.
    2. Guárdela en un lugar seguro, lejos de la computadora y del archivo.
    3. Si se guardó en la computadora, bórrela de ahí. No le tome fotos ni la
       envíe.

    Cómo usarla
    Escriba la frase de recuperación donde testigo pide la frase de contraseña.

    El identificador del archivo y la llave del grupo no son secretos. Délos a
    otras personas: con ellos pueden comprobar lo que viene de ustedes.

# Consentimiento y borrado
consent-stops = Ya no sale para esta finalidad: { $record }
erase-would-go = Esto se borraría para siempre. Mientras tanto el registro queda sellado y no sale del archivo:
erase-gone = Esto se borró para siempre:
erase-confirm = Todavía no se borró nada. Para borrarlo, repita la misma orden con --confirm { $code }
kept-refers-to-it = otro registro que habla de esto
kept-original-list = la lista tal como se recibió, en la que figura
copy-backups = copias de respaldo
copy-copies-of-the-folder = copias de la carpeta del archivo en otros discos
copy-bucket-versions = versiones anteriores que guarda un almacenamiento en la nube
copy-flash-remnants = restos que las memorias USB, las tarjetas y los discos SSD conservan un tiempo
copy-saved-searches = búsquedas guardadas, aquí o en otras computadoras: sus palabras pueden nombrar a alguien

# Demostración
demo-done = Ese fue todo el recorrido. Lo que se hizo está en { $path }: mírelo con calma y borre la carpeta cuando termine.

# Added lines of answers
outcome-holds = Se revisó todo lo que esto promete, y se cumple.
outcome-fails = Algo no se cumple: vea las primeras líneas.
outcome-incomplete = Nada falla, pero algo de lo que esto promete no se pudo revisar.
row-kept = La línea { $row } se registró tal como está; revísela:
row-left-out = La línea { $row } no se pudo leer y no quedó registrada:
kept-said-by-it = algo que dijo, o que se recibió de ahí
copy-dossier = un dossier que ya se entregó
count-sql = El SQL de esta cifra: repita el comando con --json.

# How far something is, on a terminal
progress-receiving = Recibiendo documentos: { $done }
progress-importing = Leyendo la lista, renglones: { $done }
progress-reading-texts = Leyendo textos para la búsqueda: { $done }
progress-projecting = Poniendo al día el catálogo: { $done }
progress-verifying = Revisando las piezas guardadas: { $done }

# Copias de respaldo
progress-copying-away = Copiando lo guardado: { $done }
copy-backups-unread = copias de respaldo que solo nombra una lista que no se puede leer
copy-backup = la copia de respaldo en
label-backup = Copia de respaldo
label-since = declaraciones desde entonces:
label-copied = Partes copiadas
label-mended = Partes que eran distintas en la copia, reemplazadas
label-removed = Partes quitadas de la copia, porque el archivo ya no las tiene
outcome-backup-holds = La copia se verificó y se cumple. Guárdela en otro disco y en otra casa, y la frase de contraseña en otro lugar.
outcome-backup-fails = La copia no se cumple: vea las líneas de arriba. No confíe en ella.
outcome-backup-incomplete = En la copia nada falla, pero algo de lo que promete no se pudo revisar.
backup-archive-fails = El archivo mismo también está dañado: ejecute "testigo verify" y conserve todas las copias anteriores.
backup-same-disk = La copia está en el mismo disco que el archivo. Si ese disco se daña, se pierden los dos: haga también una en otro disco.

# Vincular listas
label-entries = Renglones
label-pairs-scored = Pares comparados
label-matches = Pares que cuentan como una persona
label-candidates = Pares que una persona debería revisar
label-clusters = Personas
label-threshold = Cuenta como una persona desde una probabilidad de
label-precision = De estos pares, correctos (según el modelo)
label-recall = De los pares correctos que se compararon, contados (según el modelo)
blocking-recall = De todos los pares correctos, comparados: cerca de { $estimate } ({ $low } a { $high })
blocking-recall-unknown = No se puede decir cuántos de los pares correctos se compararon: se encontraron muy pocos.
warning-class-flip = Lo aprendido no tiene sentido: lo distinto contaba como una misma persona. Se usó una primera suposición; no se fíe de ella
warning-m-not-above-u = Esta columna no dice nada sobre quién es la misma persona, o dice lo contrario
warning-few-matches = Muy pocos pares parecen una misma persona: tome las probabilidades con cuidado
warning-block-cut = Tantos renglones comparten esto que solo se compararon los más cercanos
warning-component-large = Muchísimos renglones están unidos entre sí: entre ellos se subió el umbral
warning-column-empty = Esta columna está vacía
warning-column-constant = Esta columna tiene el mismo valor en todas partes
warning-column-unique = Ningún valor de esta columna aparece dos veces: puede ser un número de la línea o de la persona
warning-column-missing = Una lista no tiene esta columna
warning-id-repeated = Algunos identificadores aparecen más de una vez en una lista
warning-no-entries = No hay renglones
warning-row-doubtful = En esta línea una comilla no se cierra: se leyó tal como está
warning-row-encoding-doubtful = Esta línea está en otra codificación que las demás de su archivo: sus letras con tilde pueden estar mal
warning-row-left-out = Una línea no se pudo leer y se dejó fuera

# Hasta dónde coincide un campo de dos renglones
match-same = lo mismo
match-sound = suena igual
match-part = uno es parte del otro
match-nickname = un apodo del otro
match-close = escrito casi igual
match-elsewhere = está en otra columna del otro renglón
match-similar = parecido
match-different = distinto
match-alike = todas las palabras tienen su correspondiente
match-two-words = dos palabras en común
match-one-word = una palabra en común
match-year-known = el mismo año, en uno no se sabe el día
match-typing = como mal tecleado
match-days = a pocos días
match-month = a menos de un mes
match-year = a menos de un año
match-decade = a menos de diez años
match-one-year = a un año
match-few-years = a pocos años
match-half = la mitad de las palabras en común
match-some = algunas palabras en común
match-near = casi lo mismo
match-tenth = a menos de una décima parte
match-within = en el mismo lugar mayor
match-within-2 = en el mismo lugar aún mayor
match-within-3 = en la misma región
match-within-4 = en la misma parte del país
match-not-compared = uno de los dos no lo dice
match-rare = , y pocos lo dicen
pair-chance = Probabilidad de que los dos sean una misma persona: { $chance }
review-how = Decida con: testigo judge { $left } { $right } same|different|unsure --reason "..."   (quedan { $waiting })
review-nothing = No queda ningún par por revisar.
agreement = De { $pairs } pares que revisaron { $people } personas: alfa de Krippendorff = { $alpha } (1: siempre coinciden; 0: no más que por azar; a partir de 0,8 suele considerarse fiable).
agreement-none = Al menos dos personas revisaron { $pairs } pares. Son muy pocos, o todas las respuestas son iguales: no hay nada que medir.
chart-pair = Por qué estos dos registros pueden ser una misma persona
chart-pair-how = Cada barra es un campo: hacia la derecha habla a favor de que sea una misma persona, hacia la izquierda en contra. La primera barra es lo que pesan dos registros antes de comparar nada; la última, la suma, en bits.
chart-prior = Antes de comparar nada
chart-sum = Suma
label-same-person = Se toma por la misma persona
label-judged = Decisión
chart-figure-how = Cada barra es un grupo: llena hasta donde es seguro, con marco hasta el máximo que podría ser.
figure-then = Cuando se guardó: { $number }
figure-more = Se muestran { $listed } de { $total }; con --json, hasta 1000.
verdict-same = una misma persona
verdict-different = dos personas
verdict-unsure = no se puede saber

# Estimar cuántas personas no nombra ninguna lista
progress-estimating = Sorteando: { $done }
estimate-observed = Las listas nombran a { $observed } personas.
estimate-range = A partir de las coincidencias entre { $lists } listas, estimamos que hubo entre { $lo } y { $hi } personas, incluidas las que nadie registró (los intervalos del { $level } % de { $methods }, tomados en conjunto). Es una estimación, no una lista de nombres.
estimate-assumptions = Depende de supuestos que los datos no pueden confirmar: que las listas hablan de las mismas personas, lugar y tiempo; que a la misma persona se la reconoció en todas; que ninguna clase de personas quedó fuera del alcance de todas las listas; y que las listas dependen unas de otras solo como supone el método.
estimate-no-headline = No se da ninguna cifra para citar: hacen falta al menos tres listas y dos métodos que modelen cómo dependen las listas unas de otras. Lo que sigue es solo orientativo.
estimate-none = No se ofrece ninguna estimación. Esto no significa que no haya habido personas sin documentar.
estimate-methods = Por método, el valor central y el intervalo del { $level } %:
estimate-refused = no se ofrece una estimación: { $reason }. Esto no significa que no haya habido personas sin documentar.
estimate-bound = Una cota inferior si las personas difieren en lo fácil que es registrarlas, para listas de distinto tamaño: { $bound }. No vale si las listas nombran a propósito a personas distintas.
estimate-stratum = { $stratum }: las listas nombran a { $observed } personas.
estimate-sensitivity = Cambiando una cosa cada vez:
grouping-sure = Solo los pares seguros como una misma persona
grouping-possible = Todos los pares por revisar como una misma persona
estimate-grouping = { $grouping }: { $observed } personas en las listas, rango { $range }.
estimate-grouping-none = { $grouping }: { $observed } personas en las listas, sin rango.
warning-persons-on-no-list = Las personas de la cifra que no figuran en ninguna lista no entran en la estimación
estimate-settings = Semilla { $seed }, nivel { $level } %; --json muestra todos los ajustes.
change-delta = peso previo { $subject }
change-without-complete-graph = sin el grafo en que todas las listas dependen de todas
change-with-complete-graph = con el grafo en que todas las listas dependen de todas
change-without-list = sin { $subject }
change-merged-lists = { $subject } como una sola lista
change-alpha-prior = media previa { $subject } de alfa, que dice cuántas clases hay (la mitad de las pasadas)
change-listing-prior = previa Beta({ $subject }) de la probabilidad de figurar en una lista (la mitad de las pasadas)
change-classes = como mucho { $subject } clases latentes (la mitad de las pasadas)
method-chapman = Dos listas, tomadas como independientes.
method-chao = A partir de cuántas personas están en una lista y en dos.
method-dga = Promedio sobre las maneras en que las listas pueden depender unas de otras.
method-lcmcr = Grupos ocultos de personas que se registran de manera parecida.
method-loglinear = El mejor de todos los modelos de cómo dependen las listas unas de otras.
method-sparse = Pares de listas que dependen una de otra, elegidos paso a paso.
warning-list-empty = Esta lista no nombra a nadie y se dejó fuera
warning-duplicated-list = Estas dos listas nombran casi a las mismas personas: una copia a la otra. Se tomaron como una sola, porque una copia no dice nada nuevo; compruebe de dónde vienen
warning-few-people = Muy pocas personas: toda estimación es frágil
warning-table-sparse = La mayoría de las combinaciones de listas no tiene a nadie (vacías / todas)
warning-overlap-small = Menos de 20 personas están exactamente en dos listas: fíese como mucho de la cota inferior
warning-list-overlaps-none = Esta lista no comparte a nadie con ninguna otra; puede tratar de otras personas
warning-most-on-one-list = Más del 90 % de las personas está en una sola lista: la estimación se apoya en pocas, y la cota inferior es más segura
warning-list-inside-another = Casi todas las personas de una de estas listas están en la otra; puede ser una copia parcial
warning-mass-near-end = No son imposibles números muy grandes; la rejilla termina en tantas personas no vistas
warning-interval-conditional-on-model = Este intervalo da el modelo por cierto; los diagnósticos muestran los demás modelos y un rango sobre todos
warning-heterogeneity-fits-better = Un modelo en que las personas difieren en lo fácil que es registrarlas se ajusta mejor, y dice (está en el rango de todos los métodos)
warning-models-disagree = Modelos que se ajustan casi igual de bien quedan fuera del intervalo (tantos de los cercanos)
warning-upper-end-open = El extremo superior está más allá de este número; no se miró más arriba
warning-resamples-failed = Tantas remuestras de las personas no dieron estimación; cuentan como infinitamente grandes
warning-two-lists-independence-assumed = Solo dos listas: el número es correcto solo si estar en una no dice nada de estar en la otra, y eso no se puede comprobar
warning-lower-bound-only = Esto es una cota inferior, no una estimación
warning-bound-assumes-equal-lists = Esta cota supone listas de tamaño parecido; para listas de distinto tamaño es
warning-single-method = Solo un método dio una estimación, y nada la confirma
warning-methods-disagree = Los métodos no coinciden: el valor central más alto es tantas veces el más bajo. Cite el rango, nunca uno solo
warning-below-lower-bound = El valor central de este método está muy por debajo de la cota inferior
warning-prior-matters = Otra previa mueve el valor central más de una quinta parte: las listas solas no lo deciden
warning-list-influential = Sin esta lista el valor central queda fuera del intervalo
warning-lists-inconsistent = Al unir estas listas el valor central queda fuera del intervalo
warning-few-replicates = Tan pocas réplicas dicen poco de cuánto varían
warning-stratum-not-estimated = No se ofrece una estimación para esta parte; en la suma están sus personas observadas y nadie más
warning-strata-not-estimated = De estas partes solo están en la suma las personas observadas
warning-strata-use-different-lists = Esta parte se estimó con otras listas que la primera
warning-replicates-refused = Tantas de las réplicas no dieron estimación
warning-rows-added-up = Varias filas tienen la misma combinación de listas y se sumaron
refusal-lists-out-of-range = este método no admite tantas listas (admite)
refusal-no-model-fits = ningún modelo se puede ajustar a estas listas
refusal-no-interval = no se encontró un intervalo, y no se da ningún número sin él
refusal-not-computable = los números son demasiado grandes o pequeños para calcular con ellos
refusal-mass-at-end = la estimación la decidiría el lugar donde termina la búsqueda, en tantas personas no vistas
refusal-interval-unbounded = el intervalo no tiene extremo superior: las coincidencias son demasiado escasas
refusal-no-maximum = las coincidencias son demasiado escasas para que exista una estimación de este modelo
refusal-not-identifiable = las listas no determinan el modelo: muchas respuestas se ajustan igual de bien
refusal-no-overlap = nadie está en dos listas, y así nada dice cuántas personas no están en ninguna
refusal-needs-two-lists = este método es para exactamente dos listas; hay
refusal-nobody-observed = la tabla no tiene a nadie
refusal-too-few-lists = muy pocas listas que nombren a alguien
refusal-setting-out-of-range = un ajuste está fuera de sus límites
refusal-no-stratum-estimated = no se pudo estimar ninguna parte
refusal-replicates-refused = tantas de las réplicas no dieron estimación
refusal-not-converged = las cadenas del muestreo no coincidieron, y su respuesta sería azar
refusal-at-cap = la estimación la decidiría el mayor número que permiten los ajustes

# El informe de una estimación
estimate-report-title = ¿A cuántas personas no nombró ninguna lista?
estimate-report-counted = Lo que se contó
estimate-report-certain = Este número es seguro en la medida en que las listas sean correctas: cada una de estas personas está al menos en una. Todo lo que sigue sobre personas que nadie registró es una estimación.
estimate-report-replicates = { $number } tablas representan a las mismas personas; donde los números difieren, este es su promedio, y las listas y coincidencias que siguen son las de la primera tabla.
estimate-report-part = Parte
estimate-report-documented = Documentadas
estimate-report-lists = Las listas y sus coincidencias
estimate-report-lists-intro = Cuantas más personas de una lista están también en otras, menos personas se les escaparon probablemente a todas. Por eso una estimación se apoya en las coincidencias.
estimate-report-list = Lista
estimate-report-people = Personas
estimate-report-only-here = En ninguna otra lista
estimate-report-combinations = Personas por combinación de listas
estimate-report-exactly = Exactamente en estas listas
estimate-report-more = No se muestran { $number } combinaciones menores, con { $people } personas en total.
estimate-report-pairs = Pares de listas
estimate-report-pairs-intro = Una proporción cercana al 100 % en un sentido significa que una lista puede haberse copiado de la otra. Apenas coincidencias significa que las listas pueden tratar de personas distintas.
estimate-report-first = Primera lista
estimate-report-second = Segunda lista
estimate-report-both = En ambas
estimate-report-share-first = De la primera, en la segunda
estimate-report-share-second = De la segunda, en la primera
estimate-report-estimates = Lo que se estima
estimate-report-interval = de { $lo } a { $hi }
estimate-report-method = Método
estimate-report-middle = Valor central e intervalos
estimate-report-middle-alone = Valor central
estimate-report-ends = Desde, hasta
estimate-report-refused-short = no se ofrece una estimación (no es cero)
estimate-report-sensitivity = De qué depende la respuesta
estimate-report-sensitivity-intro = La misma estimación cambiando una cosa cada vez. Donde los números se mueven mucho, las listas solas no resuelven la pregunta.
estimate-report-sensitivity-none = No se hicieron estas pruebas: requieren una estimación del método dga o lcmcr.
estimate-report-change = Cambio
estimate-report-warnings = Lo que hay que tener en cuenta
estimate-report-warnings-none = Las comprobaciones no encontraron nada que advertir. Quedan los supuestos: no se pueden comprobar con estas listas.
estimate-report-settings = Cómo repetirla
estimate-report-settings-intro = Los mismos archivos, ajustes y versión dan los mismos números en cualquier computadora.
estimate-report-seed = Semilla
estimate-report-files = Archivos
estimate-report-all-settings = Todos los ajustes
estimate-report-diagnostics = Diagnósticos de
estimate-report-setting = Nombre
estimate-report-value = Valor
estimate-report-quote = Texto para citar
estimate-report-quote-intro = Cite las frases juntas, y nunca solo el valor central de un método.
estimate-chart-combinations = Personas por combinación de listas
estimate-chart-combinations-about = Cada columna es una combinación de listas, marcada con puntos llenos; la barra de arriba muestra cuántas personas están exactamente en esas listas. La tabla de abajo tiene los mismos números.
estimate-chart-intervals = Estimaciones por encima de las personas documentadas
estimate-chart-intervals-about = Una fila por método: la línea es su intervalo del { $level } %, la caja su intervalo del 50 %. La línea gruesa es el número de personas documentadas. La tabla de abajo tiene los mismos números.
estimate-chart-floor = documentadas:
estimate-chart-parts = Personas documentadas por parte
estimate-chart-parts-about = Una barra por cada parte de las personas. La tabla de abajo tiene los mismos números.
