# Qué pasó (err-<código>) y qué hacer (rec-<código>); `_` y `.` de un código se escriben `-`.
# Solo hay dos variables: $path (un archivo o carpeta) y $detail (lo que se escribió, una posición o las palabras del sistema).
# "archivo" es siempre el archivo del grupo; para lo que hay en el disco se dice "documento" o se da solo su nombre.

err-usage = No se entendió esta orden: { $detail }
rec-usage = Escriba "testigo help" para ver las órdenes, o agregue --help a una de ellas.

err-not-an-archive = No hay ningún archivo de testigo en { $path }.
rec-not-an-archive = Entre en la carpeta de su archivo, o indíquela con -C. Para crear uno nuevo use "testigo init".

err-archive-exists = Ya hay un archivo de testigo en { $path }. No se cambió nada.
rec-archive-exists = Elija otra carpeta para el archivo nuevo, o use el que ya existe.

err-passphrase-wrong = Esta frase de contraseña no abre el archivo.
rec-passphrase-wrong = Escríbala otra vez y fíjese en las mayúsculas y los espacios. Si se perdió, use la hoja de recuperación que se hizo al crear el archivo.

err-passphrase-missing = El archivo está cerrado y no se dio ninguna frase de contraseña.
rec-passphrase-missing = Use una terminal, donde el programa pueda preguntarla. Los programas automáticos indican en TESTIGO_PASSPHRASE_FILE dónde está guardada.

err-key-file-damaged = Una llave de este archivo está dañada: { $path }.
rec-key-file-damaged = Recupérela de una copia de respaldo, o abra el archivo con la hoja de recuperación. No borre la llave dañada.

err-keys-not-pinned = Las llaves que hay aquí no son las que esta computadora conocía para este archivo. No se abrió nada.
rec-keys-not-pinned = Pregunte al grupo si cambió sus llaves, por un medio distinto de aquel por el que llegó el archivo. Mientras no lo sepa, no vuelva a escribir su frase de contraseña.

err-format-unknown = Esto está escrito en un formato que este programa no conoce.
rec-format-unknown = Use una versión más nueva de testigo. No se cambió nada.

err-read-only = Aquí no se permite escribir: { $path }. No se guardó nada.
rec-read-only = Revise si el disco o la memoria USB está protegida contra escritura y si usted tiene permiso para escribir en esa carpeta.

err-disk-full = El disco está lleno: { $path }. Lo que se informó como guardado está a salvo; lo demás no se guardó.
rec-disk-full = Libere espacio, o pase el archivo a un disco más grande, y repita la misma orden. Lo que ya está no se guarda dos veces.

err-io-failed = Falló la lectura o la escritura en { $path } ({ $detail }).
rec-io-failed = Revise que el disco esté conectado y repita la orden. Si vuelve a pasar, antes que nada haga una copia de respaldo en otro disco.

err-not-found = No se encontró nada con este identificador o esta ruta. { $path }
rec-not-found = Busque el registro con "testigo search", que muestra su identificador. Si es un documento, revise cómo está escrita la ruta.

err-ambiguous-id = Más de un registro empieza con { $detail }.
rec-ambiguous-id = Escriba más caracteres del identificador.

err-id-too-short = Un identificador necesita al menos seis caracteres: { $detail }
rec-id-too-short = Escriba por lo menos los seis primeros caracteres.

err-unknown-field = Este tipo de registro no tiene ese campo: { $detail }
rec-unknown-field = "testigo vocabulary list" muestra los campos. Un campo propio del grupo empieza con "x.".

err-unknown-kind = No hay ese tipo, o esta orden no lo acepta: { $detail }
rec-unknown-kind = "testigo vocabulary list" muestra los tipos. Las piezas, los renglones y los consentimientos tienen su propia orden: add, import y consent. Solo se pueden contar persons, acts, incidents e items.

err-value-unreadable = No se pudo leer este valor: { $detail }. No se registró nada.
rec-value-unreadable = Vea cómo se escribe: fechas como 2019-11-15 o 2019-11, números como 860, "about 860" o "800..860".

err-expression-invalid = No se pudo leer la condición: { $detail }
rec-expression-invalid = Una condición se escribe así: kind = act and date >= 2019-11. Los valores con espacios van entre comillas.

err-not-a-table = No se pudo leer como tabla: { $path }. No se registró nada.
rec-not-a-table = Ábrala en una hoja de cálculo, guárdela como CSV o XLSX con una sola línea de encabezados arriba, e inténtelo otra vez.

err-map-invalid = No se pudo usar la lista que dice qué columna es qué campo: { $detail }
rec-map-invalid = Haga la importación con --dry-run: muestra una lista que puede copiar y corregir.

err-log-damaged = Una parte de la bitácora del archivo está dañada: { $path }.
rec-log-damaged = No escriba en esta copia. Revise con "testigo verify" esta copia y sus respaldos, y siga con una que esté bien.

err-backup-foreign = Esta carpeta contiene algo que no es una copia de este archivo: { $detail }. No se escribió nada.
rec-backup-foreign = Dé una carpeta nueva o vacía, o la que contiene la copia anterior.

err-backup-inside = La copia quedaría dentro del archivo, o el archivo dentro de la copia: { $detail }. No se escribió nada.
rec-backup-inside = Dé una carpeta fuera del archivo, mejor en otro disco.

err-backup-ahead = La copia en { $detail } tiene declaraciones que este archivo no tiene. No se cambió nada. Es esta bitácora: { $path }
rec-backup-ahead = Puede que la copia sea la mejor. Revise las dos con "testigo verify" y siga con la que esté bien y tenga más. Para conservar las dos, dé otra carpeta.

err-backup-forked = La copia en { $detail } y este archivo tienen historias distintas. No se cambió nada. Es esta bitácora: { $path }
rec-backup-forked = Una de las dos fue cambiada. Revise las dos con "testigo verify" y muestre el resultado a su grupo. Conserve las dos hasta que se aclare, y haga la copia nueva en otra carpeta.

err-backup-link = En la copia hay un enlace donde debe haber un documento o una carpeta: { $path }. No se escribió nada a través de él.
rec-backup-link = Averigüe quién lo puso ahí. Haga la copia en una carpeta nueva.

err-backup-differs = Lo que se escribió en la copia se lee distinto: el disco { $detail } está fallando.
rec-backup-differs = No confíe en ese disco. Haga la copia en otro.

err-backup-unsettled = El archivo cambió todo el tiempo mientras se copiaba. Lo que hay en la copia hasta ahora está entero.
rec-backup-unsettled = Espere a que nadie escriba en el archivo desde otra computadora y haga la copia otra vez. Lo que ya está no se copia dos veces.

err-backup-running = En esta computadora se está haciendo otra copia de respaldo de este archivo.
rec-backup-running = Espere a que termine.

err-place-not-whole = Este lugar no está escrito completo: { $path }
rec-place-not-whole = Escríbalo desde el comienzo, por ejemplo /media/usb/copia o E:\copia.

err-log-forked = Hay dos versiones firmadas de la misma bitácora que no pueden ser ciertas a la vez. Las dos se conservan como prueba; vale lo que tienen en común.
rec-log-forked = Averigüe si se usó una copia antigua del archivo o si alguien lo cambió. Muestre el resultado de "testigo verify" al resto del grupo.

err-stored-read-only = Algo no se escribió de forma segura, así que por ahora no se escribe nada más en este archivo. Lo que se informó como guardado está a salvo.
rec-stored-read-only = Revise el disco, haga una copia de respaldo en otro y vuelva a abrir el archivo.

err-object-damaged = Una pieza guardada está dañada: { $path }
rec-object-damaged = Recupérela de una copia de respaldo: "testigo verify" sobre esa copia dice si allí está completa.

err-object-missing = Falta una pieza guardada: { $path }
rec-object-missing = Recupérela de una copia de respaldo, o pídala a los grupos que tengan una copia.

err-out-exists = Ya hay algo en { $path }. No se sobrescribió.
rec-out-exists = Elija otro nombre, o mueva lo que está ahí.

err-withheld-value-found = No se escribió nada: iba a salir del archivo algo que debe quedar reservado, en { $detail }.
rec-withheld-value-found = Revise ese lugar. Deje fuera ese registro o esa pieza, o pida que alguien con facultad para ello decida su nivel.

err-level-not-disclosable = El material de este nivel no sale del archivo: { $detail }
rec-level-not-disclosable = Elija como nivel coalition, recipient o public. Si un registro puede salir lo decide una persona con "testigo level".

err-confirm-wrong = El código de confirmación no es el correcto. No se borró nada.
rec-confirm-wrong = Repita la orden sin --confirm: muestra lo que se borraría y el código.

err-spec-invalid = No se pudo usar la descripción del dossier: { $detail }
rec-spec-invalid = Corrija esa línea. Hacen falta un título, un idioma, un destinatario, una finalidad y un nivel.

err-not-a-package = Esto no es un archivo de testigo ni un dossier: { $path }.
rec-not-a-package = Indique la carpeta que contiene bagit.txt, o el zip tal como lo recibió.

err-home-unset = No hay una carpeta para las llaves propias de esta computadora.
rec-home-unset = Indique en TESTIGO_HOME una carpeta que solo usted pueda leer.

err-weak-passphrase-factor = Una llave pide una protección demasiado débil o demasiado costosa: { $path }. No se abrió.
rec-weak-passphrase-factor = Este programa no la hizo. Pregunte al grupo de dónde salió.

err-catalog-failed = El catálogo de búsqueda de esta computadora no funcionó: { $detail }. No se perdió nada: se hace a partir del archivo.
rec-catalog-failed = Use "testigo rebuild".

err-internal = Es un error del programa, no suyo. { $detail }
rec-internal = Lo que se informó como guardado está a salvo. Por favor cuente a quienes hacen el programa qué estaba haciendo, sin nombres ni otros contenidos.

err-symlink-loop = Este enlace vuelve a sí mismo: { $path }. Se dejó fuera.
rec-symlink-loop = Agregue la carpeta a la que debería llevar.

err-not-a-file = Esto no es un documento ni una carpeta: { $path }. Se dejó fuera.
rec-not-a-file = Agregue solo documentos y carpetas comunes.

err-item-unreadable = No se pudo leer { $path }. Se dejó fuera; lo demás sigue.
rec-item-unreadable = Revise que tenga permiso para leerlo y que el disco no esté dañado, y agréguelo otra vez.

err-changed-while-reading = Otro programa cambió { $path } mientras se leía. No se guardó.
rec-changed-while-reading = Cierre el programa que lo está usando y agréguelo otra vez.

err-not-a-record = Este identificador no es el de un registro: { $path }
rec-not-a-record = "testigo search" muestra los identificadores de los registros. "testigo log" muestra también declaraciones que no son registros, como las afirmaciones y las decisiones de nivel.

err-teller-not-a-person = Este registro no es una persona: { $path }
rec-teller-not-a-person = Dé el identificador de una persona, o déjelo vacío: entonces se registra una persona nueva.

err-not-a-source = Este registro no es una fuente ni un relato: { $path }
rec-not-a-source = Dé el identificador de una fuente o de un relato, o el nombre de la fuente. Con un nombre desconocido se crea una fuente nueva.

err-not-an-item = Este registro no es una pieza recibida: { $path }
rec-not-an-item = Dé el identificador de una pieza. "testigo search" dice de qué tipo es cada registro.

err-item-withheld = Esta pieza no puede salir para ese destinatario y esa finalidad. No se escribió nada. ({ $detail })
rec-item-withheld = Vea con "testigo show" qué nivel tiene y qué consentimiento se dio. Si eso cambia lo deciden la persona interesada y el grupo.

err-source-missing = No se dijo cuál es la fuente. No se registró nada.
rec-source-missing = Indíquela con --source: su identificador o su nombre. Con un nombre desconocido se crea una fuente nueva.

err-field-repeated = Este campo solo se puede dar una vez: { $detail }. No se registró nada.
rec-field-repeated = Dé un solo valor. Lo que dice otra fuente se registra con esa fuente, con "testigo claim".

err-nothing-said = No se dio ningún campo. No se registró nada.
rec-nothing-said = Escriba al menos un campo así: CAMPO=VALOR, o indique un documento con --from.

err-reason-missing = No se dio ningún motivo. No se cambió nada.
rec-reason-missing = Diga por qué con --reason. El motivo se guarda, para que otras personas puedan entender después la decisión.

err-statement-refused = Esto es más de lo que cabe en un registro: { $detail }. No se registró nada.
rec-statement-refused = Regístrelo por partes: primero cree el registro, y diga lo demás con "testigo claim".

err-from-invalid = No se pudo leer lo que se iba a registrar: { $detail }. No se registró nada.
rec-from-invalid = Escríbalo en JSON: un objeto, o un objeto por línea, con los nombres de los campos y sus valores.

err-trust-unreadable = No se pudo leer la lista de llaves en las que usted confía: { $path }. No se revisó nada.
rec-trust-unreadable = Es un texto con un identificador de archivo o una llave en cada línea.

err-report-failed = No se pudo escribir la lista pedida con --report: { $detail }
rec-report-failed = Lo que ya se había guardado está a salvo. Elija otro lugar para la lista y repita la orden; lo que ya está no se guarda dos veces.

err-log-moved = En esta computadora se registró otra cosa mientras se hacía el dossier. El dossier no se terminó.
rec-log-moved = Espere a que termine el otro trabajo y haga el dossier otra vez.

err-passphrases-differ = Las dos frases de contraseña no son iguales. No se creó ningún archivo.
rec-passphrases-differ = Repita la orden y escriba dos veces la misma frase.

err-recovery-unseen = Aquí no se puede mostrar la hoja de recuperación. No se creó ningún archivo.
rec-recovery-unseen = Use una terminal, donde pueda copiar la hoja, o indique con --recovery dónde guardarla.

err-demo-failed = Este paso de la demostración no funcionó: { $detail }
rec-demo-failed = No se tocó nada suyo. Inténtelo en otra carpeta: "testigo demo CARPETA". Si vuelve a pasar, por favor avise a quienes hacen el programa.

err-symlink-not-followed = Esto es un enlace que lleva a otro lugar: { $path }. Se dejó fuera.
rec-symlink-not-followed = Agregue el documento o la carpeta a la que lleva.

err-out-unclear = No se puede saber dónde está ese lugar: { $path }. No se escribió nada.
rec-out-unclear = Dé un lugar sin ".." después de una carpeta que todavía no existe, y sin un enlace que no lleva a ninguna parte.

err-out-inside-archive = Ese lugar está dentro del propio archivo: { $path }. No se escribió nada.
rec-out-inside-archive = Elija un lugar fuera del archivo: lo que se escribe ahí no queda sellado.

err-inside-archive = Esta carpeta es del propio archivo o de los ajustes de testigo: { $path }. Se dejó fuera.
rec-inside-archive = Agregue solo carpetas que estén fuera del archivo.

err-table-unreadable = No se pudo leer la tabla en el disco: { $path } ({ $detail }). No se registró nada.
rec-table-unreadable = Revise el nombre, si tiene permiso para leerla y si el disco está conectado.

err-table-too-large = Esta tabla es más grande de lo que este programa lee: { $path } ({ $detail }).
rec-table-too-large = Divídala en varias, cada una con la línea de encabezados, e impórtelas una por una.

err-cell-too-long = No se pudo leer la línea de encabezados: { $path }. Una celda es demasiado larga. No se registró nada.
rec-cell-too-long = Muchas veces se abre una comilla que no se cierra. Corríjala en una hoja de cálculo y guarde la tabla otra vez.

err-too-many-cells = No se pudo leer la línea de encabezados: { $path }. Tiene demasiadas columnas. No se registró nada.
rec-too-many-cells = Borre en una copia las columnas que no hacen falta e importe la copia.

err-row-too-long = No se pudo leer la línea de encabezados: { $path }. Es demasiado larga. No se registró nada.
rec-row-too-long = Revise que la primera línea tenga solo los encabezados de las columnas.

err-unclosed-quote = No se pudo leer la línea de encabezados: { $path }. Se abre una comilla que no se cierra. No se registró nada.
rec-unclosed-quote = Corríjala en una hoja de cálculo y guarde la tabla otra vez.

err-sheet-damaged = La hoja de cálculo está dañada: { $path }. No se registró nada.
rec-sheet-damaged = Ábrala en una hoja de cálculo, guárdela con otro nombre como XLSX o CSV e inténtelo otra vez.

err-breakdown-withheld = En este nivel una cifra no se puede desglosar por este campo, porque sus valores no pueden salir: { $detail }. No se escribió nada.
rec-breakdown-withheld = Quite ese campo de "by" en la descripción del dossier.

err-query-too-long = Esta búsqueda es demasiado larga.
rec-query-too-long = Busque con menos palabras: 64 como máximo, y 1.000 letras.

err-not-a-person = Este registro no es una persona ni un renglón de una lista: { $path }. No se registró nada.
rec-not-a-person = Indique los identificadores de dos personas o renglones; "testigo search" y "testigo link next" los muestran.

err-judged-with-itself = Los dos identificadores son del mismo registro: { $path }. No se registró nada.
rec-judged-with-itself = Indique dos registros diferentes.
err-judgement-of-another = Esta no es su propia última decisión sobre ese par: { $path }. No se retiró nada.
rec-judgement-of-another = Dé su propia decisión sobre el par. Queda al lado de las de otras personas.

err-nothing-to-link = No hay personas ni renglones que cotejar.
rec-nothing-to-link = Importe primero una lista: testigo import ARCHIVO --as list

err-not-a-list = Este registro no es una lista: { $path }
rec-not-a-list = Indique el nombre de una lista tal como se importó, o su identificador.

err-figure-name = Ese no es un nombre para una cifra: está vacío o tiene más de 200 bytes. No se guardó nada.
rec-figure-name = Dé un nombre breve: --save "fallecidos por lista"

err-list-unknown = No hay ninguna lista con ese nombre: { $detail }
rec-list-unknown = Escriba el nombre tal como se dio con --list al importar; "testigo search" con --kind list la encuentra.

err-figure-small = La cifra "{ $detail }" es menor que el número a partir del cual se puede mostrar. No se escribió nada.
rec-figure-small = Omítala, o cuente más en conjunto.

err-figure-tells = La cifra "{ $detail }" revelaría lo que se reserva: entre lo que se muestra se cuenta más que en todo el registro. No se escribió nada.
rec-figure-tells = Omita la cifra, o no use "not" con lo que se reserva.

err-as-of-unknown = Nada con este nombre dice a qué fecha estaba el registro: { $detail }
rec-as-of-unknown = Dé el nombre o id de una cifra guardada o de una entrega, o puntos de control como BITÁCORA:TAMAÑO ("testigo status" muestra las bitácoras).

err-as-of-differs = La bitácora ya no es la que era en { $detail }: no contiene ese punto.
rec-as-of-differs = Ejecute "testigo verify" y busque una copia del archivo que lo contenga.

err-as-of-saved = Una cifra de un registro anterior no se guarda con un nombre.
rec-as-of-saved = Omita --save o --as-of.

err-formula-unreadable = No se entiende la fórmula: { $detail }.
rec-formula-unreadable = Escriba por ejemplo sum(votos), count() o sum(a) / sum(b). Un encabezado con espacios va entre comillas dobles.

err-column-unknown = { $detail }.
rec-column-unknown = Las columnas se nombran por su encabezado, en minúsculas y con _ en vez de espacios.

err-column-operator = { $detail }.
rec-column-operator = Las columnas tienen = != < <= > >= ~ e in.

err-value-nul = Un nombre o valor contiene el carácter U+0000.
rec-value-nul = Escríbalo sin él.

err-table-not-asked = No se pudo consultar la tabla: { $detail }.
rec-table-not-asked = Mire sus primeras filas con un programa de hojas de cálculo.

err-item-too-large = Esta pieza es demasiado grande para leerla en memoria: { $path } (límite: { $detail } bytes).
rec-item-too-large = Escríbala con "testigo get" y use otro programa.

err-no-number-stated = Esta declaración no da ningún número.
rec-no-number-stated = Tome el id de una declaración de "testigo show".

err-several-numbers-stated = Esta declaración da varios números: { $detail }.
rec-several-numbers-stated = Diga cuál, como DECLARACIÓN:CAMPO.

err-said-of-another = Esto no se dijo de este registro: { $path }. No se retiró nada.
rec-said-of-another = Abra el registro del que se dijo, y retírelo ahí.

err-not-retractable = Esto no se puede retirar: { $detail }.
rec-not-retractable = Retire un registro, una afirmación, una decisión o una importación. Un consentimiento se revoca con "testigo consent".

err-not-supersedable = De esto no se puede dar otra versión: { $detail }.
rec-not-supersedable = Dé el id de una declaración que "testigo show" muestra junto a un valor.

err-already-retracted = Esto ya fue retirado: { $path }.
rec-already-retracted = "testigo show" dice cuándo y por qué.

err-field-not-said = La declaración no dice nada de este campo: { $detail }.
rec-field-not-said = Dígalo con "testigo claim".

err-unknown-format = No hay ningún formato de importación con ese nombre: { $detail }
rec-unknown-format = "testigo import --help" muestra los formatos.

err-not-this-format = No se pudo leer el archivo con ese formato: { $path } ({ $detail }). No se registró nada.
rec-not-this-format = Mire qué exporta el otro programa y nombre el formato con --as.

err-file-unreadable = No se pudo leer el archivo en el disco: { $path } ({ $detail }). No se registró nada.
rec-file-unreadable = Cópielo de nuevo e intente otra vez.

err-package-damaged = El paquete está dañado o protegido con contraseña: { $path } ({ $detail }). No se registró nada.
rec-package-damaged = Desempáquelo con otro programa e importe la carpeta.

err-package-overlaps = En el paquete hay archivos puestos unos sobre otros, de modo que desempaquetado ocupa mucho más de lo que contiene: { $path } ({ $detail }). No se registró nada.
rec-package-overlaps = Ningún programa que empaqueta archivos hace un paquete así. Pídalo de nuevo y no lo desempaquete con otro programa.

err-package-too-large = El paquete contiene más de lo que este programa lee: { $path } ({ $detail }). No se registró nada.
rec-package-too-large = Desempáquelo e impórtelo por partes.

err-no-such-column = El mapa no corresponde a la tabla: { $path } ({ $detail }). No se registró nada.
rec-no-such-column = Mire los encabezados con --dry-run.

err-role-missing = No se dijo de qué es esto, o como qué.
rec-role-missing = Dé ambos: --of PIEZA --as transcript.

err-figure-unknown = No hay ninguna cifra guardada con ese nombre: { $detail }
rec-figure-unknown = Guarde primero una: testigo count --where ... --save NOMBRE

err-figure-not-persons = Esta cifra no cuenta personas: { $detail }
rec-figure-not-persons = Solo se puede estimar a partir de personas en listas. Guarde una cifra con --what persons.

err-figure-not-reconciled = No todas las personas de esta cifra están cotejadas: { $detail }
rec-figure-not-reconciled = Ejecute "testigo link run" y revise los pares que no puede decidir. Sin eso, la misma persona contaría una vez por cada lista.

err-figure-too-many-lists = Las personas de esta cifra figuran en más listas de las que se pueden usar: { $detail }.
rec-figure-too-many-lists = Elija algunas en la cifra: --where 'list in ("...", "...")'

err-not-linked = Estos registros no están cotejados: todavía no, ya no, o porque uno de ellos representa a más de una persona.
rec-not-linked = Ejecute primero "testigo link run".

err-link-settings-invalid = No se pudieron leer los ajustes para vincular: { $detail }
rec-link-settings-invalid = Vea en docs/RECONCILE.md qué contiene LINK.toml: id, y un [[field]] con column y kind por cada columna que se compara.

err-link-column-missing = Una columna que nombran los ajustes no está en ninguna lista, o no está en esta: { $detail }
rec-link-column-missing = Escriba el nombre de la columna como está en la primera línea de la lista, con sus mayúsculas y espacios. Si las listas la llaman de distinta manera, dé todos los nombres: column = ["Name", "NOMBRE"].

err-link-no-fields = Los ajustes no nombran ninguna columna que comparar.
rec-link-no-fields = Añada un [[field]] con column y kind por cada columna que distingue a las personas.

err-link-field-repeated = Esta columna está dos veces en los ajustes: { $detail }
rec-link-field-repeated = Nombre cada columna en un solo [[field]].

err-link-field-unknown = Una edad nombra una fecha que no es ningún campo: { $detail }
rec-link-field-unknown = "at" y "birth" de una edad nombran la columna de otro [[field]] de clase date o year.

err-link-kind-unknown = No hay tal clase de columna: { $detail }
rec-link-kind-unknown = Las clases son given_name, surname, full_name, date, year, sex, place, code, text, number y age.

err-link-rule-invalid = No se pudo leer esta regla de bloqueo: { $detail }
rec-link-rule-invalid = Una regla une columnas con +, cada una entera o con una parte suya: "surname.sound+birth.year". Sin "blocking" las reglas se eligen a partir de las listas.

err-link-out-of-range = Un número de los ajustes no puede ser correcto: { $detail }.
rec-link-out-of-range = Un umbral es una probabilidad entre 0 y 1, como 0.9. Sin él se usa el del propio modelo.

err-link-tables-invalid = No se pudieron leer las partículas, los apodos o los sonidos de [names]: { $detail }
rec-link-tables-invalid = Vea en docs/RECONCILE.md la forma de [names]: particles, nicknames, sounds, not_said.

err-link-model-invalid = No se pudo leer el modelo: { $detail }
rec-link-model-invalid = Use un archivo guardado con --model, sin cambios.

err-link-model-mismatch = El modelo es para otras columnas: { $detail }
rec-link-model-mismatch = Un modelo guardado va con las mismas columnas y clases, en el mismo orden. Para otras listas, que se aprenda uno nuevo.

err-link-too-large = Las listas son demasiado grandes: { $detail }
rec-link-too-large = Vincule las listas por partes, por ejemplo por año.

err-link-not-written = No se pudo escribir: { $path }
rec-link-not-written = Compruebe que la carpeta existe, que puede escribir en ella y que el disco no está lleno.

err-estimate-settings-invalid = No se pudieron leer los ajustes para estimar: { $detail }
rec-estimate-settings-invalid = Vea en docs/ESTIMATE.md todos los ajustes: seed, level, draws, y las partes [dga], [loglinear], [sparse], [lcmcr] y [replicates].

err-estimate-setting-out-of-range = Un número de los ajustes para estimar no puede ser correcto: { $detail }.
rec-estimate-setting-out-of-range = Vea en docs/ESTIMATE.md los límites de cada ajuste.

err-estimate-tables-differ = Esta tabla tiene otras listas que la primera: { $path }. No se estimó nada.
rec-estimate-tables-differ = Varias tablas representan a las mismas personas, y por eso necesitan las mismas columnas. Estime tablas distintas una por una.

err-estimate-not-written = No se pudo escribir: { $path }
rec-estimate-not-written = Compruebe que la carpeta existe, que puede escribir en ella y que el disco no está lleno.

err-estimate-no-rows = Esta tabla tiene encabezados y ninguna fila: { $path }
rec-estimate-no-rows = Añada una fila por cada combinación de listas, con el número de personas que están exactamente en esas.

err-estimate-row-unreadable = No se pudo leer la fila { $detail } de { $path }. No se estimó nada: dejar fuera una fila sería dejar fuera personas.
rec-estimate-row-unreadable = Abra la tabla en una hoja de cálculo, corrija la fila (a menudo una comilla que no se cierra) y guárdela otra vez.

err-estimate-row-ragged = La fila { $detail } de { $path } tiene más celdas que encabezados tiene la tabla.
rec-estimate-row-ragged = Ponga un encabezado a cada columna o quite las celdas que sobran.

err-estimate-row-of-no-list = La fila { $detail } de { $path } cuenta personas que no están en ninguna lista. Ese número es justo lo que se quiere estimar.
rec-estimate-row-of-no-list = Quite la fila, o marque con 1 las listas en que están esas personas.

err-estimate-cell-missing = { $path } tiene una celda vacía (fila, columna): { $detail }.
rec-estimate-cell-missing = Escriba 0 si esas personas no están en la lista y 1 si están; en la columna count, cuántas son.

err-estimate-cell-not-binary = { $path } tiene algo distinto de 0 o 1 (fila, columna): { $detail }.
rec-estimate-cell-not-binary = Cada columna, menos count, es una lista: 1 si esas personas están en ella, 0 si no. Si la columna divide a las personas, como una región, nómbrela con --strata; si es otra cosa, quítela.

err-estimate-count-unreadable = { $path } no tiene un número (fila, columna): { $detail }.
rec-estimate-count-unreadable = Escriba cuántas personas solo con cifras, sin separador de miles.

err-estimate-count-fraction = { $path } tiene una fracción (fila, columna): { $detail }. Las personas se cuentan enteras.
rec-estimate-count-fraction = Use los números tal como se contaron, sin pesos ni promedios.

err-estimate-count-negative = { $path } tiene un número negativo de personas (fila, columna): { $detail }.
rec-estimate-count-negative = Busque cuántas personas son; si no hay ninguna, escriba 0 o quite la fila.

err-estimate-count-too-large = { $path } tiene un número demasiado grande para contarlo con exactitud (fila, columna): { $detail }. El máximo es 4.503.599.627.370.495.
rec-estimate-count-too-large = Revise si en la celda hay cifras que no van ahí.

err-estimate-too-many-people = Las personas de { $path } son demasiadas para contarlas con exactitud: el máximo es 4.503.599.627.370.495.
rec-estimate-too-many-people = Revise en la columna count si hay cifras que no van ahí.

err-estimate-too-many-strata = La columna nombrada con --strata divide { $path } en más de 400 partes.
rec-estimate-too-many-strata = Nombre una columna con menos valores, como una región.

err-estimate-no-count = { $path } no tiene ninguna columna llamada count. Sus columnas son: { $detail }
rec-estimate-no-count = Llame count a la columna con el número de personas.

err-estimate-strata-missing = { $path } no tiene tal columna por la que dividirla: { $detail }
rec-estimate-strata-missing = Escriba el nombre de la columna como está en la primera línea, con sus mayúsculas y espacios.

err-estimate-no-lists = { $path } no tiene ninguna columna para una lista.
rec-estimate-no-lists = Añada una columna por cada lista, con 1 para las personas que están en ella y 0 para las que no.

err-estimate-too-many-lists = { $path } tiene { $detail } listas; el máximo es 20.
rec-estimate-too-many-lists = Una las listas que vienen del mismo lugar o deje fuera las cortas; dígalo donde publique.

err-own-field-known = Ya hay un campo con este nombre corto: { $detail }
rec-own-field-known = Use ese, o elija otro nombre corto.
err-own-field-unlabelled = Al campo le falta el nombre en uno de los idiomas.
rec-own-field-unlabelled = Escriba cómo se llama en inglés y en español.

err-vocabulary-invalid = No se pudo usar este vocabulario: { $detail }
rec-vocabulary-invalid = Necesita un nombre, y tablas [[field]] con un nombre que empiece con x., o tablas [[term]] con vocabulary y code; las etiquetas son en y es.

err-names-unreadable = No se pudo leer esta lista de nombres: { $detail }
rec-names-unreadable = Debe ser un texto o un archivo CSV en UTF-8 con un nombre por línea.

err-too-many-names = Hay más nombres de los que se pueden buscar a la vez: el máximo es { $detail }.
rec-too-many-names = Divida la lista y busque por partes.

err-port-taken = Otro programa ya responde en el puerto { $detail }.
rec-port-taken = Elija otro puerto, o deje `--port` fuera: entonces se toma uno libre.
err-not-shown = Esta clase de archivo no se muestra: { $detail }.
rec-not-shown = Guárdelo con `testigo get PIEZA --out ARCHIVO`.
err-pdf-damaged = Este PDF no se puede mostrar: está dañado o no es un PDF.
rec-pdf-damaged = Guarde abajo una copia y pruebe con otro programa. Lo que se recibió se conserva como es.
err-pdf-encrypted = Este PDF solo se abre con una contraseña, así que no se puede mostrar.
rec-pdf-encrypted = Guarde abajo una copia y ábrala con su contraseña, en una computadora donde un archivo dañino no pueda hacer daño.
err-pdf-page-missing = Este PDF no tiene esa página.
rec-pdf-page-missing = Vuelva atrás y elija una de sus páginas.
err-pdf-too-large = Este PDF es demasiado grande para mostrarlo: { $detail } megabytes son lo máximo.
rec-pdf-too-large = Guarde abajo una copia y use otro programa.
err-pdf-too-much = Se dejó de dibujar esta página del PDF: necesita más de { $detail } segundos, o más memoria que la que puede usar una página.
rec-pdf-too-much = Mire otra página, o guarde abajo una copia. Ábrala solo donde un archivo dañino no pueda hacer daño.
err-pdf-not-drawn = Ahora no se pueden mostrar páginas: el programa no se pudo iniciar por segunda vez.
rec-pdf-not-drawn = Cierre otros programas e intente de nuevo. Si sigue así, termine el espacio de trabajo y empiécelo otra vez.
err-nothing-handed-over = No se dio ningún archivo ni lugar.
rec-nothing-handed-over = Elija un archivo, o escriba el lugar de un archivo o carpeta en esta computadora.
err-upload-damaged = No se pudo leer lo que entregó el navegador.
rec-upload-damaged = Intente otra vez. No se anotó nada. Las colecciones grandes se nombran mejor por su lugar en esta computadora.

err-consent-not-said = No dice qué respondió la persona a esto.
rec-consent-not-said = Pregunte y elija una respuesta. Si no se pudo preguntar, elija «no se preguntó»: entonces el testimonio se guarda sellado.
err-consent-refused = La persona dijo que no. No se anotó nada.
rec-consent-refused = Respételo: cierre esta página sin anotar nada y destruya los apuntes.

err-work-running = Otra cosa está en marcha, y esto no comenzó.
rec-work-running = Espere a que termine, o deténgala; después vuelva atrás y envíe esto otra vez.
err-stopped = Se detuvo antes del final. Lo guardado hasta entonces queda.
rec-stopped = Para terminarlo, haga lo mismo otra vez: sigue a partir de lo guardado, y nada se guarda dos veces.

err-locked-meanwhile = El archivo se cerró con llave mientras se probaba la frase de contraseña.
rec-locked-meanwhile = Dé otra vez la frase de contraseña, si quiere seguir.
err-nothing-there = En ese lugar no hay archivo ni carpeta.
rec-nothing-there = Mire cómo está escrito: el lugar entero, como /media/usb/listas/noviembre.csv.
err-one-at-a-time = Solo se lee un archivo a la vez para sacar registros.
rec-one-at-a-time = Incorpórelos uno tras otro, o elija guardarlos como son.

err-too-many-chosen = Hay más de { $detail } registros elegidos a la vez.
rec-too-many-chosen = Elija menos, y haga los demás después.

err-search-name-missing = Esta búsqueda no tiene nombre.
rec-search-name-missing = Dele un nombre con el que la vuelva a encontrar.

err-search-too-long = Esta búsqueda es demasiado larga para guardarla.
rec-search-too-long = Use menos palabras, o un nombre más corto.

err-searches-full = Ya hay { $detail } búsquedas guardadas.
rec-searches-full = Quite una que nadie necesite.

err-searches-damaged = Las búsquedas guardadas no se pueden leer: su archivo está dañado. No falta nada más.
rec-searches-damaged = Copie de vuelta la carpeta «searches» de esta instalación desde una copia de seguridad, o empiece una lista vacía.
