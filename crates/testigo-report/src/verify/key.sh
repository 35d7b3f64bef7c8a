sed 's/^[^+]*+[^+]*+//' proof/group/vkey
(printf '\001'; openssl pkey -pubin -in proof/group/key.pem -outform DER | tail -c 32) | openssl base64
