(printf 'testigo/1/archive\n'; openssl pkey -pubin -in proof/group/key.pem -outform DER | tail -c 32) | sha256sum
