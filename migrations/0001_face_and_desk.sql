CREATE SEQUENCE "public"."edition_draft_version" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1;--> statement-breakpoint
CREATE TABLE "backup_run" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"state" text NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"finished_at" timestamp (3) with time zone,
	"file" text,
	"bytes" bigint,
	"rows" integer,
	"files" integer,
	"missing_files" integer DEFAULT 0 NOT NULL,
	"problem" text,
	"rehearsal" text,
	"rehearsed_at" timestamp (3) with time zone,
	"rehearsal_seconds" real,
	"rehearsal_problem" text
);
--> statement-breakpoint
CREATE TABLE "asset" (
	"id" text PRIMARY KEY NOT NULL,
	"edition_id" text NOT NULL,
	"code" text NOT NULL,
	"position" integer NOT NULL,
	"file" text NOT NULL,
	"kind" text NOT NULL,
	"decorative" boolean NOT NULL,
	"alternative" jsonb,
	"caption" jsonb,
	"credit" jsonb,
	"licence" text,
	"sample" boolean NOT NULL,
	"digest" char(64) NOT NULL,
	"content" jsonb NOT NULL,
	CONSTRAINT "asset_code" UNIQUE("edition_id","code")
);
--> statement-breakpoint
CREATE TABLE "asset_file" (
	"digest" char(64) PRIMARY KEY NOT NULL,
	"media_type" text NOT NULL,
	"bytes" bigint NOT NULL,
	"width" integer,
	"height" integer,
	"prepared" boolean DEFAULT false NOT NULL,
	"added_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "asset_rendition" (
	"source" char(64) NOT NULL,
	"width" integer NOT NULL,
	"media_type" text NOT NULL,
	"digest" char(64) NOT NULL,
	"bytes" bigint NOT NULL,
	CONSTRAINT "asset_rendition_source_width_media_type_pk" PRIMARY KEY("source","width","media_type")
);
--> statement-breakpoint
CREATE TABLE "edition_closing" (
	"edition_id" text PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"report" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "outcome" (
	"id" text PRIMARY KEY NOT NULL,
	"edition_id" text NOT NULL,
	"code" text NOT NULL,
	"position" integer NOT NULL,
	"kind" text NOT NULL,
	"title" jsonb NOT NULL,
	"local_on" text,
	"summary" jsonb,
	"text" jsonb,
	"url" text,
	"state" text NOT NULL,
	CONSTRAINT "outcome_code" UNIQUE("edition_id","code")
);
--> statement-breakpoint
CREATE TABLE "outcome_figure" (
	"id" text PRIMARY KEY NOT NULL,
	"edition_id" text NOT NULL,
	"code" text NOT NULL,
	"position" integer NOT NULL,
	"value" jsonb NOT NULL,
	"label" jsonb NOT NULL,
	"note" jsonb,
	CONSTRAINT "outcome_figure_code" UNIQUE("edition_id","code")
);
--> statement-breakpoint
CREATE TABLE "outcome_picture" (
	"id" text PRIMARY KEY NOT NULL,
	"edition_id" text NOT NULL,
	"code" text NOT NULL,
	"position" integer NOT NULL,
	"caption" jsonb,
	CONSTRAINT "outcome_picture_code" UNIQUE("edition_id","code")
);
--> statement-breakpoint
CREATE TABLE "enquiry" (
	"id" text PRIMARY KEY NOT NULL,
	"position" bigserial NOT NULL,
	"edition_id" text NOT NULL,
	"reference" text NOT NULL,
	"role" text NOT NULL,
	"person_id" text,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"locale" text NOT NULL,
	"subject" text NOT NULL,
	"text" text NOT NULL,
	"state" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "enquiry_reference_unique" UNIQUE("reference")
);
--> statement-breakpoint
CREATE TABLE "enquiry_answer" (
	"id" text PRIMARY KEY NOT NULL,
	"position" bigserial NOT NULL,
	"enquiry_id" text NOT NULL,
	"person_id" text,
	"text" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "invitation" (
	"id" text PRIMARY KEY NOT NULL,
	"digest" char(64) NOT NULL,
	"edition_id" text NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"relation" text NOT NULL,
	"object_type" text NOT NULL,
	"object_id" text NOT NULL,
	"object_name" text NOT NULL,
	"locale" text NOT NULL,
	"state" text NOT NULL,
	"by_person_id" text,
	"person_id" text,
	"at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "edition_draft_aside" (
	"edition_id" text NOT NULL,
	"key" text NOT NULL,
	"person_id" text NOT NULL,
	"value" jsonb,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "edition_draft_aside_edition_id_key_person_id_pk" PRIMARY KEY("edition_id","key","person_id")
);
--> statement-breakpoint
CREATE TABLE "edition_change" (
	"id" text PRIMARY KEY NOT NULL,
	"edition_id" text NOT NULL,
	"number" integer NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"kind" text NOT NULL,
	"person_id" text,
	"system" text,
	"undoes" integer,
	CONSTRAINT "edition_change_number" UNIQUE("edition_id","number")
);
--> statement-breakpoint
CREATE TABLE "edition_change_record" (
	"change_id" text NOT NULL,
	"position" integer NOT NULL,
	"key" text NOT NULL,
	"kind" text NOT NULL,
	"before" jsonb,
	"after" jsonb,
	"about_person_id" text,
	"erased" boolean NOT NULL,
	CONSTRAINT "edition_change_record_change_id_position_pk" PRIMARY KEY("change_id","position")
);
--> statement-breakpoint
CREATE TABLE "edition_draft" (
	"edition_id" text NOT NULL,
	"key" text NOT NULL,
	"value" jsonb,
	"base" jsonb,
	"version" integer NOT NULL,
	"person_id" text,
	"saved_at" timestamp (3) with time zone NOT NULL,
	"publish_at" timestamp (3) with time zone,
	"scheduler_person_id" text,
	"accepted" jsonb,
	"refused" jsonb,
	CONSTRAINT "edition_draft_edition_id_key_pk" PRIMARY KEY("edition_id","key")
);
--> statement-breakpoint
CREATE TABLE "stale_translation" (
	"edition_id" text NOT NULL,
	"key" text NOT NULL,
	"path" text NOT NULL,
	"changed" text NOT NULL,
	"was" jsonb NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "stale_translation_edition_id_key_path_pk" PRIMARY KEY("edition_id","key","path")
);
--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "seen_person_id" text;--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "seen_edition" text;--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "seen_until" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "edition" ADD COLUMN "legal" jsonb;--> statement-breakpoint
ALTER TABLE "edition" ADD COLUMN "closed_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "edition_person" ADD COLUMN "portrait" text;--> statement-breakpoint
ALTER TABLE "key_date" ADD COLUMN "window_end" text;--> statement-breakpoint
ALTER TABLE "page" ADD COLUMN "group" text DEFAULT 'symposium' NOT NULL;--> statement-breakpoint
ALTER TABLE "asset" ADD CONSTRAINT "asset_edition_id_edition_id_fk" FOREIGN KEY ("edition_id") REFERENCES "public"."edition"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "asset" ADD CONSTRAINT "asset_digest_asset_file_digest_fk" FOREIGN KEY ("digest") REFERENCES "public"."asset_file"("digest") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "asset_rendition" ADD CONSTRAINT "asset_rendition_source_asset_file_digest_fk" FOREIGN KEY ("source") REFERENCES "public"."asset_file"("digest") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "edition_closing" ADD CONSTRAINT "edition_closing_edition_id_edition_id_fk" FOREIGN KEY ("edition_id") REFERENCES "public"."edition"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outcome" ADD CONSTRAINT "outcome_edition_id_edition_id_fk" FOREIGN KEY ("edition_id") REFERENCES "public"."edition"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outcome_figure" ADD CONSTRAINT "outcome_figure_edition_id_edition_id_fk" FOREIGN KEY ("edition_id") REFERENCES "public"."edition"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outcome_picture" ADD CONSTRAINT "outcome_picture_edition_id_edition_id_fk" FOREIGN KEY ("edition_id") REFERENCES "public"."edition"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enquiry_answer" ADD CONSTRAINT "enquiry_answer_enquiry_id_enquiry_id_fk" FOREIGN KEY ("enquiry_id") REFERENCES "public"."enquiry"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "edition_draft_aside" ADD CONSTRAINT "edition_draft_aside_edition_id_edition_id_fk" FOREIGN KEY ("edition_id") REFERENCES "public"."edition"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "edition_change" ADD CONSTRAINT "edition_change_edition_id_edition_id_fk" FOREIGN KEY ("edition_id") REFERENCES "public"."edition"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "edition_change_record" ADD CONSTRAINT "edition_change_record_change_id_edition_change_id_fk" FOREIGN KEY ("change_id") REFERENCES "public"."edition_change"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "edition_draft" ADD CONSTRAINT "edition_draft_edition_id_edition_id_fk" FOREIGN KEY ("edition_id") REFERENCES "public"."edition"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stale_translation" ADD CONSTRAINT "stale_translation_edition_id_edition_id_fk" FOREIGN KEY ("edition_id") REFERENCES "public"."edition"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "backup_run_started" ON "backup_run" USING btree ("started_at");--> statement-breakpoint
CREATE INDEX "asset_digest" ON "asset" USING btree ("digest");--> statement-breakpoint
CREATE INDEX "enquiry_edition" ON "enquiry" USING btree ("edition_id","state","position");--> statement-breakpoint
CREATE INDEX "enquiry_email" ON "enquiry" USING btree ("email","received_at");--> statement-breakpoint
CREATE INDEX "enquiry_person" ON "enquiry" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "enquiry_answer_enquiry" ON "enquiry_answer" USING btree ("enquiry_id","position");--> statement-breakpoint
CREATE INDEX "enquiry_answer_person" ON "enquiry_answer" USING btree ("person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "invitation_digest" ON "invitation" USING btree ("digest");--> statement-breakpoint
CREATE INDEX "invitation_edition" ON "invitation" USING btree ("edition_id","state","at");--> statement-breakpoint
CREATE INDEX "invitation_by_person" ON "invitation" USING btree ("by_person_id");--> statement-breakpoint
CREATE INDEX "invitation_person" ON "invitation" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "edition_draft_aside_person" ON "edition_draft_aside" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "edition_change_person" ON "edition_change" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "edition_change_record_key" ON "edition_change_record" USING btree ("key","change_id");--> statement-breakpoint
CREATE INDEX "edition_change_record_person" ON "edition_change_record" USING btree ("about_person_id");--> statement-breakpoint
CREATE INDEX "edition_draft_person" ON "edition_draft" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "edition_draft_scheduler" ON "edition_draft" USING btree ("scheduler_person_id");--> statement-breakpoint
CREATE INDEX "session_seen_person" ON "session" USING btree ("seen_person_id");
--> statement-breakpoint
-- Dates that said the same moment as the window of their call are that window from now on.
update key_date d set window_end = case d.kind when 'opening' then 'opens' else 'closes' end
	from call c join call_window w on w.call_id = c.id
	where c.edition_id = d.edition_id and c.slug = d.call_slug and d.local_at is not null and not d.latest
	and ((d.kind = 'opening' and d.at = w.opens_at) or (d.kind = 'deadline' and d.at = w.closes_at));
