LOG={log}
openssl pkeyutl -verify -pubin -inkey proof/group/key.pem -rawin -in proof/logs/$LOG/admission.body -sigfile proof/logs/$LOG/admission.sig
openssl pkeyutl -verify -pubin -inkey proof/logs/$LOG/key.pem -rawin -in proof/logs/$LOG/checkpoint.body -sigfile proof/logs/$LOG/checkpoint.sig
openssl pkey -pubin -in proof/logs/$LOG/key.pem -outform DER | tail -c 32 | sha256sum
cat proof/logs/$LOG/admission.body proof/logs/$LOG/checkpoint.body
