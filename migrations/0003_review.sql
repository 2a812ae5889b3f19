CREATE TABLE "meta_review" (
	"id" text PRIMARY KEY NOT NULL,
	"position" bigserial NOT NULL,
	"call_id" text NOT NULL,
	"stage_id" text NOT NULL,
	"application_id" text NOT NULL,
	"person_id" text NOT NULL,
	"summary" text NOT NULL,
	"recommendation" text,
	"final" boolean NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "review_mention" (
	"post_id" text NOT NULL,
	"place" integer NOT NULL,
	"person_id" text NOT NULL,
	CONSTRAINT "review_mention_post_id_place_pk" PRIMARY KEY("post_id","place")
);
--> statement-breakpoint
CREATE TABLE "review_post" (
	"id" text PRIMARY KEY NOT NULL,
	"position" bigserial NOT NULL,
	"call_id" text NOT NULL,
	"stage_id" text NOT NULL,
	"application_id" text NOT NULL,
	"person_id" text NOT NULL,
	"role" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"taken_back_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "review_post_version" (
	"post_id" text NOT NULL,
	"version" integer NOT NULL,
	"text" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "review_post_version_post_id_version_pk" PRIMARY KEY("post_id","version")
);
--> statement-breakpoint
CREATE TABLE "review_seen" (
	"application_id" text NOT NULL,
	"stage_id" text NOT NULL,
	"person_id" text NOT NULL,
	"position" bigint NOT NULL,
	CONSTRAINT "review_seen_application_id_stage_id_person_id_pk" PRIMARY KEY("application_id","stage_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "review_pseudonym_key" (
	"call_id" text NOT NULL,
	"stage_id" text NOT NULL,
	"secret" text NOT NULL,
	CONSTRAINT "review_pseudonym_key_call_id_stage_id_pk" PRIMARY KEY("call_id","stage_id")
);
--> statement-breakpoint
CREATE TABLE "rebuttal" (
	"id" text PRIMARY KEY NOT NULL,
	"call_id" text NOT NULL,
	"stage_id" text NOT NULL,
	"application_id" text NOT NULL,
	"draft" text,
	"revision" integer NOT NULL,
	"version" integer DEFAULT 0 NOT NULL,
	"saved_by_person_id" text,
	CONSTRAINT "rebuttal_once" UNIQUE("application_id","stage_id")
);
--> statement-breakpoint
CREATE TABLE "rebuttal_version" (
	"rebuttal_id" text NOT NULL,
	"version" integer NOT NULL,
	"text" text NOT NULL,
	"person_id" text,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "rebuttal_version_rebuttal_id_version_pk" PRIMARY KEY("rebuttal_id","version")
);
--> statement-breakpoint
CREATE TABLE "review_mark" (
	"id" text PRIMARY KEY NOT NULL,
	"assignment_id" text NOT NULL,
	"person_id" text NOT NULL,
	"marked_as" text NOT NULL,
	"mark" text NOT NULL,
	"note" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "review_mark_once" UNIQUE("assignment_id","marked_as","person_id")
);
--> statement-breakpoint
CREATE TABLE "review_reminder" (
	"id" text PRIMARY KEY NOT NULL,
	"call_id" text NOT NULL,
	"stage_id" text NOT NULL,
	"person_id" text NOT NULL,
	"rule" text NOT NULL,
	"missing" integer NOT NULL,
	"by_person_id" text,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "review_reminder_once" UNIQUE("call_id","stage_id","person_id","rule")
);
--> statement-breakpoint
CREATE TABLE "review_sub_review" (
	"id" text PRIMARY KEY NOT NULL,
	"assignment_id" text NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"state" text NOT NULL,
	"secret_digest" text,
	"person_id" text,
	"may_be_named" boolean DEFAULT false NOT NULL,
	"draft" jsonb,
	"revision" integer DEFAULT 0 NOT NULL,
	"asked_at" timestamp (3) with time zone NOT NULL,
	"answered_at" timestamp (3) with time zone,
	"handed_at" timestamp (3) with time zone,
	"credited_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "review_score" ADD COLUMN "answers" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "review_score" ADD COLUMN "fields" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "review_score" ADD COLUMN "confidence" integer;--> statement-breakpoint
ALTER TABLE "review_score" ADD COLUMN "not_competent" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "review_mention" ADD CONSTRAINT "review_mention_post_id_review_post_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."review_post"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_post_version" ADD CONSTRAINT "review_post_version_post_id_review_post_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."review_post"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rebuttal_version" ADD CONSTRAINT "rebuttal_version_rebuttal_id_rebuttal_id_fk" FOREIGN KEY ("rebuttal_id") REFERENCES "public"."rebuttal"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_sub_review" ADD CONSTRAINT "review_sub_review_assignment_id_review_assignment_id_fk" FOREIGN KEY ("assignment_id") REFERENCES "public"."review_assignment"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "meta_review_application" ON "meta_review" USING btree ("application_id","stage_id","position");--> statement-breakpoint
CREATE INDEX "meta_review_person" ON "meta_review" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "meta_review_call" ON "meta_review" USING btree ("call_id","stage_id");--> statement-breakpoint
CREATE INDEX "review_mention_person" ON "review_mention" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "review_post_application" ON "review_post" USING btree ("application_id","stage_id","position");--> statement-breakpoint
CREATE INDEX "review_post_person" ON "review_post" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "review_post_call" ON "review_post" USING btree ("call_id","stage_id");--> statement-breakpoint
CREATE INDEX "review_seen_person" ON "review_seen" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "rebuttal_call" ON "rebuttal" USING btree ("call_id","stage_id");--> statement-breakpoint
CREATE INDEX "rebuttal_saved_by" ON "rebuttal" USING btree ("saved_by_person_id");--> statement-breakpoint
CREATE INDEX "rebuttal_version_person" ON "rebuttal_version" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "review_mark_person" ON "review_mark" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "review_reminder_person" ON "review_reminder" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "review_reminder_by" ON "review_reminder" USING btree ("by_person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "review_sub_review_secret" ON "review_sub_review" USING btree ("secret_digest");--> statement-breakpoint
CREATE INDEX "review_sub_review_assignment" ON "review_sub_review" USING btree ("assignment_id");--> statement-breakpoint
CREATE INDEX "review_sub_review_person" ON "review_sub_review" USING btree ("person_id");