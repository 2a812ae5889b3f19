CREATE TABLE "review_pseudonym_key" (
	"call_id" text NOT NULL,
	"stage_id" text NOT NULL,
	"secret" text NOT NULL,
	CONSTRAINT "review_pseudonym_key_call_id_stage_id_pk" PRIMARY KEY("call_id","stage_id")
);
