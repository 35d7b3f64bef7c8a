# El informe de un dossier (report-*) y su VERIFY.txt (verify-*).

# Navegación y portada
report-skip = Ir al contenido
report-kicker = Dossier
report-contents = Contenido
report-recipient = Para
report-purpose = Finalidad
report-level = Nivel de reserva
report-created = Hecho el
report-archive = Archivo
report-group-key = Llave del grupo
report-generator = Hecho con
report-words = Extensión
report-word-count = { $count ->
    [one] { $count } palabra
   *[other] { $count } palabras
}
report-word-count-of = { $count ->
    [one] { $count } palabra
   *[other] { $count } palabras
} de un máximo de { $limit }
report-word-count-over = { $count } palabras: más que el límite de { $limit }

# Qué se conserva y qué no se afirma
report-held-heading = Qué se conserva y qué no se afirma
report-held-intro = El archivo guarda registros de lo que dijeron las fuentes. Este informe muestra los que se pueden mostrar a este destinatario y para esta finalidad. Son los registros que se conservan, no todo lo que ocurrió.
report-held-caption = Registros que conserva el archivo y registros que se muestran aquí
report-held-kind = Tipo de registro
report-held-count = Se conservan
report-held-shown = En este informe
report-held-none = No se conserva ningún registro.
report-claimed-heading = Lo que el grupo afirma con su firma
report-claimed-in-log = Cada registro que se muestra aquí quedó anotado en una bitácora firmada, y la prueba forma parte de este dossier.
report-claimed-opened = De cada bitácora se dice cuántas anotaciones tiene y cuántas se abren aquí.
report-claimed-selection = Los registros se eligieron con la selección que figura más abajo, palabra por palabra, y con nada más que las reglas de reserva.
report-claimed-versions = Donde las fuentes difieren sobre algo que se muestra aquí, sus versiones van incluidas o están contadas entre lo reservado.
report-not-claimed-heading = Lo que no se afirma
report-not-claimed-complete = Que no haya ocurrido nada más, o que no se supiera nada más.
report-not-claimed-true = Que sea cierto lo que dijo una fuente. La bitácora muestra qué se registró, en qué dispositivo y en qué orden; no muestra qué ocurrió.
report-not-claimed-chosen = Que una versión sea la correcta donde las versiones difieren. Este informe no elige entre ellas.
report-not-claimed-sum = Que los números afirmados y los documentados se puedan sumar. Van uno al lado del otro.
report-selection = Selección
report-selection-all = Se seleccionó todo lo que puede salir en este nivel.

# Método
report-method-heading = Método
report-method-source = Cada valor tiene una sola fuente: la persona, el documento o la publicación que lo dice. Los valores de fuentes distintas se guardan por separado y nunca se funden en uno.
report-method-recorded = Cada valor se registró en una bitácora firmada que solo puede crecer. Las correcciones son anotaciones nuevas; las anteriores siguen a la vista.
report-method-dates = Las fechas y los números conservan la precisión de su fuente. Un mes sigue siendo un mes; “cerca de 60” sigue siendo “cerca de 60”.
report-method-unread = Un valor con la marca “tal como está escrito” no se pudo leer como fecha, número o término conocido. Se muestra exactamente como lo da la fuente.
report-method-figures = Una cifra dice qué cuenta, con qué regla y según qué estado de las bitácoras. Es un rango cuando no se sabe todo. “Afirmado” es lo que dicen las fuentes; “documentado”, lo que se puede contar en los registros.
report-method-disclosure = Lo que sale del archivo pasa por un solo control, que toma en cuenta el nivel de cada registro, el consentimiento de cada persona para esta finalidad y el tipo de dato. Lo reservado se cuenta en este informe.
report-method-marks = Los caracteres que no se ven, o que cambiarían el sentido de la lectura, se muestran con su código en un recuadro pequeño, por ejemplo [U+202E].

# Párrafos numerados
report-paragraphs-heading = Párrafos numerados
report-submission-heading = Exposición
report-records-heading = Registros
report-paragraphs-none = Este informe no muestra ningún registro.
report-paragraph-link = Enlace al párrafo { $number }
report-source = Fuente
report-according-to = Según
report-as-written = tal como está escrito
report-untitled = Sin título
report-statement = Declaración
report-register-number = N.º
report-register-name = Nombre
report-register-place = En la lista
report-see-paragraph = párrafo { $number }

# Cifras
report-figures-heading = Cifras
report-figures-intro = Los números afirmados y los documentados van uno al lado del otro. Nunca se suman: varios de ellos pueden referirse a la misma persona.
report-figures-none = Este informe no da ninguna cifra.
report-figure-number = Cifra { $number }
report-counts = Cuenta
report-where = Solo donde
report-where-all = todos los registros
report-min-sources = Fuentes
report-min-sources-value = { $count ->
    [one] basta una fuente
   *[other] al menos { $count } fuentes independientes
}
report-unit = Unidad
report-by = Desglosado por
report-as-of = Según el estado de
report-as-of-value = las bitácoras que figuran en “Custodia”
report-strip-caption = Documentado y afirmado, uno al lado del otro
report-strip-version = Versión
report-strip-number = Número
report-documented = Documentado
report-claimed = Afirmado
report-stated = Declarado: contado en todo el registro, con la palabra firmada del grupo
report-shown = Mostrado: contado en este dossier, cualquiera puede volver a contarlo
report-claimed-none = Ninguna fuente da un número así.
report-range = { $low } a { $high }
report-range-value = { $value } (entre { $low } y { $high })
report-bar-exact = { $low } en una escala de 0 a { $scale }
report-bar-range = de { $low } a { $high } en una escala de 0 a { $scale }
report-bar-from = de { $low } en adelante, sin límite superior, en una escala de 0 a { $scale }
report-bar-to = como máximo { $high } en una escala de 0 a { $scale }
report-bar-open = No se indica ningún límite.
report-scale = Escala
report-scale-value = 0 a { $scale }
report-difference = Por qué difieren los dos números documentados
report-difference-line = { $count } en reserva: { $reason }
report-breakdown-caption = { $name }, desglose (documentado)
report-breakdown-low = Como mínimo
report-breakdown-value = Valor
report-breakdown-high = Como máximo
report-no-value = ninguno
report-left-out = omitido para terceros
report-estimated = Estimado
report-estimated-intro = Cuántas personas no nombra ninguna lista, según lo estima el grupo con las listas que tiene. No está contado y nunca se suma a lo documentado. La tabla y los ajustes están en figures.json: quien los tenga puede repetirlo y obtiene los mismos números.
report-warnings = Para tener en cuenta
report-sql = Para volver a contar
report-sql-hint = Se ejecuta sobre data/record.sqlite con cualquier programa de SQLite y da la fila “como mínimo, valor, como máximo” de lo mostrado.

# Anexos
report-exhibits-heading = Anexos
report-exhibits-none = Este informe no lleva anexos.
report-exhibit = Anexo { $number }
report-exhibit-alt = Anexo { $number }: { $caption }
report-exhibit-open = Abrir { $path }
report-media-type = Tipo
report-size = Tamaño
report-size-bytes = { $count ->
    [one] { $count } byte
   *[other] { $count } bytes
}
report-digest = SHA-256

# Versiones distintas
report-versions-heading = Versiones distintas
report-versions-intro = Aquí las fuentes dicen cosas que no pueden ser todas así. Cada versión va con su fuente. No se elige entre ellas.
report-versions-none = No se encontraron versiones distintas entre los valores que se muestran aquí.
report-version = Versión
report-version-about = { $field }: { $record }

# En reserva
report-withheld-heading = En reserva
report-withheld-intro = Lo que no se muestra se cuenta aquí, para que quien lee sepa cuánto falta y por qué.
report-withheld-none = No se reservó nada.
report-withheld-caption = Lo que quedó reservado
report-withheld-what = Qué
report-withheld-count = Cantidad
report-withheld-records = Registros completos
report-withheld-persons = Personas cuya identidad no se muestra
report-withheld-items = Piezas que no se entregan
report-withheld-fields = Datos sueltos
report-reasons-caption = Por qué
report-reason = Motivo
report-not-searched = { $count ->
    [one] Sale una pieza que ningún programa pudo leer por completo; así lo decidió una persona.
   *[other] Salen { $count } piezas que ningún programa pudo leer por completo; así lo decidió una persona en cada caso.
}
report-names-without-consent = { $count ->
    [one] Sale el nombre de una persona sin su propio consentimiento: se conoce por una lista o una publicación.
   *[other] Salen { $count } nombres de personas sin su propio consentimiento: se conocen por listas o publicaciones.
}

# Custodia
report-custody-heading = Custodia
report-custody-intro = Cada dispositivo del grupo lleva una bitácora que solo puede crecer. La raíz firmada que figura abajo fija todas las anotaciones anteriores: cambiar una después cambiaría la raíz.
report-custody-none = Este informe no lleva bitácoras.
report-custody-log = Bitácora { $number }
report-log-id = Identificador
report-log-size = Anotaciones
report-log-opened = Abiertas aquí
report-log-opened-value = { $opened } de { $size }
report-log-root = Raíz
report-cosignatures = Confirmada por otros grupos
report-cosignatures-none = Ningún otro grupo confirmó esta bitácora. No se afirma nada al respecto.
report-tokens = Confirmada por un reloj
report-tokens-none = Ningún reloj independiente confirmó esta bitácora. Las horas de este informe son las de los dispositivos.
report-attestation = { $name }, { $time }

# Cómo verificar
report-verify-heading = Cómo verificar
report-verify-intro = No hace falta confiar en el grupo ni usar un programa suyo. El documento VERIFY.txt, que acompaña este informe, explica cada paso a mano.
report-verify-step-digests = Compare cada documento con la lista manifest-sha256.txt: sha256sum -c manifest-sha256.txt (en Windows: Get-FileHash).
report-verify-step-key = Compare la llave del grupo con una que haya obtenido por otro medio: en persona, en papel, en su sitio web. Mientras tanto, quien firma no está confirmado.
report-verify-step-signatures = Revise con openssl las firmas del grupo y de las bitácoras.
report-verify-step-release = Vuelva a calcular la declaración de entrega y sígala hasta la raíz firmada. Ella fija cada documento de este dossier.
report-verify-step-program = O deje que un programa haga todo esto: testigo verify --trust LLAVES, donde LLAVES es un documento de texto con la llave que obtuvo por otro medio.

# VERIFY.txt
verify-title = CÓMO REVISAR ESTE DOSSIER A MANO
verify-intro = No hace falta confiar en el grupo que hizo este dossier ni en su programa. Todo lo que sigue usa herramientas comunes. El paso 1 necesita solo las huellas de los documentos. Desde el paso 2 se necesita OpenSSL 3.
verify-archive = Archivo
verify-group-key = Llave del grupo
verify-logs = Bitácoras
verify-release = Entrega
verify-release-value = anotación { $index } de la bitácora { $log }, { $steps ->
    [one] { $steps } paso
   *[other] { $steps } pasos
} hasta la raíz firmada
verify-tools-heading = Qué se necesita
verify-tools-unix = Linux o macOS: una terminal. Vaya con cd a la carpeta donde está este documento, escriba sh y presione Enter. Después copie las líneas de abajo tal como están. Necesitan openssl, xxd, awk y sed.
verify-tools-mac = En macOS, el openssl que viene con el sistema es otro programa: instale OpenSSL 3 (por ejemplo con Homebrew) y ponga su carpeta al principio de PATH. Si no existe sha256sum, escriba primero esto:
verify-tools-windows = Windows: para el paso 1 basta PowerShell. Para los demás use "Git Bash", que viene con Git para Windows, o una computadora con Linux.
verify-tools-copy = Trabaje sobre una copia y no guarde nada en la carpeta: un documento que no está en ninguna lista es una falla.
verify-step-digests-heading = 1. ¿Son estos los documentos, y nada más?
verify-step-digests = Cada línea debe terminar en OK (en algunos sistemas, "La suma coincide"), y no debe haber ninguna advertencia:
verify-step-unlisted = Después busque documentos que no estén en ninguna lista. Debe salir una sola línea, tagmanifest-sha256.txt:
verify-step-links = Aquí no debe salir nada:
verify-step-powershell = O bien, en PowerShell. La primera parte no debe mostrar nada; la segunda, solo tagmanifest-sha256.txt:
verify-step-key-heading = 2. ¿De quién es la llave?
verify-step-key = Cualquiera puede hacer una llave y decir que es de otro. Compare entera la línea que sale aquí con la llave del grupo que usted haya obtenido por otro medio: en persona, en papel, en su sitio web. Si no tiene ninguna, todo lo que sigue muestra solamente que una misma llave lo firmó todo.
verify-step-key-pem = La misma llave está en key.pem. Las dos líneas deben ser iguales:
verify-step-key-archive = El identificador del archivo se forma con la llave. Debe salir el identificador indicado arriba:
verify-step-signatures-heading = 3. ¿Admitió el grupo la bitácora, y firmó la bitácora su raíz?
verify-step-signatures = Para cada bitácora: las dos primeras líneas deben mostrar "Signature Verified Successfully". La tercera debe mostrar el identificador de la bitácora. La última muestra el texto firmado: nombre de la bitácora, número de anotaciones, raíz. La admisión debe nombrar este archivo, esta bitácora y su llave.
verify-step-release-heading = 4. ¿Entregó el grupo exactamente esto?
verify-step-release-functions = La entrega es una declaración con varios campos. Cada uno tiene su propia huella, y todas juntas forman la declaración. Copie estas líneas; no muestran nada:
verify-step-release-read = Lea lo que firmó el grupo: título, destinatario, finalidad, nivel, selección. La cabecera (head) debe nombrar este archivo, la bitácora de la entrega y el tipo release:
verify-step-release-manifest = La lista de documentos debe ser la entregada. Las dos líneas deben ser iguales:
verify-step-release-files = Los demás documentos deben ser los entregados. Cada línea debe terminar en OK:
verify-step-release-leaf = Ahora vuelva a calcular la declaración y su lugar en el árbol de la bitácora:
verify-step-release-walk = Suba desde la hoja hasta la raíz. Las dos últimas líneas deben ser iguales: la raíz que usted calculó y la raíz que la bitácora firmó en el paso 3:
verify-step-others-heading = 5. Cualquier otro registro o anexo
verify-step-others = Cada línea de proof/openings.jsonl es un registro del informe con su prueba. Aquí sale el número de la línea que habla de un anexo (en este ejemplo, E0001.jpg); si no sale nada, ningún registro responde por él:
verify-step-others-again = Ponga esa línea en un documento fuera de esta carpeta (aquí la línea 12), haga que RELEASE lo indique, léalo y repita los dos últimos bloques del paso 4. Debe llevar a la raíz de la bitácora que la línea nombra:
verify-meaning-heading = Qué muestra esto y qué no
verify-meaning-shows = Si todos los pasos salen bien: este dossier es exactamente lo que entregó quien tiene la llave del grupo, y cada registro que contiene está en una bitácora firmada con la extensión indicada.
verify-meaning-not = No muestra que lo dicho por una fuente sea cierto, ni que no se supiera nada más.
