CREATE TABLE "relation" (
	"id" text PRIMARY KEY NOT NULL,
	"person_id" text NOT NULL,
	"relation" text NOT NULL,
	"object_type" text NOT NULL,
	"object_id" text NOT NULL,
	"since" timestamp (3) with time zone NOT NULL,
	"until" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "clock_dial" (
	"id" integer PRIMARY KEY NOT NULL,
	"rehearsal" boolean NOT NULL,
	"edition_at" timestamp (3) with time zone,
	"process_at" timestamp (3) with time zone,
	"began_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "due_item" (
	"id" text PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"kind" text NOT NULL,
	"subject" text NOT NULL,
	"payload" jsonb NOT NULL,
	"done_at" timestamp (3) with time zone,
	"attempts" integer DEFAULT 0 NOT NULL,
	"retry_at" timestamp (3) with time zone,
	"error" text
);
--> statement-breakpoint
CREATE TABLE "ledger_detail" (
	"event_id" bigint PRIMARY KEY NOT NULL,
	"person_id" text NOT NULL,
	"detail" jsonb NOT NULL,
	"salt" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ledger_event" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"actor" text NOT NULL,
	"action" text NOT NULL,
	"subject_type" text NOT NULL,
	"subject_id" text NOT NULL,
	"scope" text,
	"data" jsonb NOT NULL,
	"detail_digest" char(64)
);
--> statement-breakpoint
CREATE TABLE "ledger_pending" (
	"event_id" bigint PRIMARY KEY NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ledger_seal" (
	"seq" bigint PRIMARY KEY NOT NULL,
	"event_id" bigint NOT NULL,
	"hash" char(64) NOT NULL,
	"sealed_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "ledger_detail" ADD CONSTRAINT "ledger_detail_event_id_ledger_event_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."ledger_event"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger_seal" ADD CONSTRAINT "ledger_seal_event_id_ledger_event_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."ledger_event"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "relation_once" ON "relation" USING btree ("person_id","relation","object_type","object_id","since");--> statement-breakpoint
CREATE INDEX "relation_person" ON "relation" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "relation_object" ON "relation" USING btree ("object_type","object_id");--> statement-breakpoint
CREATE UNIQUE INDEX "due_item_subject" ON "due_item" USING btree ("kind","subject");--> statement-breakpoint
CREATE INDEX "due_item_at" ON "due_item" USING btree ("done_at","at");--> statement-breakpoint
CREATE INDEX "ledger_detail_person" ON "ledger_detail" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "ledger_event_subject" ON "ledger_event" USING btree ("subject_type","subject_id");--> statement-breakpoint
CREATE INDEX "ledger_event_scope" ON "ledger_event" USING btree ("scope","id");--> statement-breakpoint
CREATE UNIQUE INDEX "ledger_seal_event" ON "ledger_seal" USING btree ("event_id");--> statement-breakpoint
CREATE INDEX "ledger_seal_day" ON "ledger_seal" USING btree ("sealed_at");
--> statement-breakpoint
create function ledger_refuse_change() returns trigger language plpgsql as $$
begin
	raise exception 'the ledger is append-only: % on % refused', tg_op, tg_table_name;
end $$;
--> statement-breakpoint
create trigger ledger_event_append_only before update or delete or truncate on ledger_event
	for each statement execute function ledger_refuse_change();
--> statement-breakpoint
create trigger ledger_seal_append_only before update or delete or truncate on ledger_seal
	for each statement execute function ledger_refuse_change();
--> statement-breakpoint
create function ledger_note_pending() returns trigger language plpgsql as $$
begin
	insert into ledger_pending (event_id) values (new.id);
	return null;
end $$;
--> statement-breakpoint
create trigger ledger_event_pending after insert on ledger_event for each row execute function ledger_note_pending();
