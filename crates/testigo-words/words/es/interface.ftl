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
kind-consent = Consentimiento
kinds-consent = Consentimientos
kind-assessment = Valoración
kinds-assessment = Valoraciones
kind-judgement = Decisión
kinds-judgement = Decisiones
kind-intervention = Gestión
kinds-intervention = Gestiones
kind-proceeding = Procedimiento
kinds-proceeding = Procedimientos
kind-figure = Cifra
kinds-figure = Cifras
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

# Qué tener en cuenta con una cifra
warning-not-reconciled = Los renglones de las distintas listas todavía no se compararon, así que una misma persona puede estar en varias: no hay un valor único, solo un rango.
warning-two-lists-independence-assumed = Se usaron solo dos listas; el número supone que son independientes entre sí.
warning-not-independent = Algunas fuentes se apoyan unas en otras, o no se sabe si son independientes.
warning-unread-values = Algunos valores no se pudieron leer y no se contaron.
warning-organisations-left-out = Las organizaciones no se cuentan como personas.

# Resultados de una verificación
verdict-holds = se cumple
verdict-fails = no se cumple
verdict-unchecked = sin revisar
verdict-incomplete = incompleto
signers-confirmed = El grupo que firma quedó confirmado con una llave que usted obtuvo por otro medio.
signers-not-confirmed = El grupo que firma no está confirmado: su llave solo se conoce por este paquete.
