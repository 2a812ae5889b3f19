CREATE TABLE "language_model_day" (
	"day" text PRIMARY KEY NOT NULL,
	"calls" integer NOT NULL,
	"tokens" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "language_model_mode" (
	"endpoint" text PRIMARY KEY NOT NULL,
	"mode" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "search_document" (
	"source" text NOT NULL,
	"subject" text NOT NULL,
	"locale" text NOT NULL,
	"path" text NOT NULL,
	"kind" text NOT NULL,
	"title" text NOT NULL,
	"lead" text NOT NULL,
	"body" text NOT NULL,
	"context" text NOT NULL,
	"at" timestamp (3) with time zone,
	"words" "tsvector" NOT NULL,
	"version" integer NOT NULL,
	CONSTRAINT "search_document_source_subject_locale_path_pk" PRIMARY KEY("source","subject","locale","path")
);
--> statement-breakpoint
CREATE TABLE "search_due" (
	"source" text NOT NULL,
	"subject" text NOT NULL,
	"since" timestamp (3) with time zone NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"retry_at" timestamp (3) with time zone,
	CONSTRAINT "search_due_source_subject_pk" PRIMARY KEY("source","subject")
);
--> statement-breakpoint
CREATE TABLE "article" (
	"id" text PRIMARY KEY NOT NULL,
	"position" bigserial NOT NULL,
	"slug" text NOT NULL,
	"organisation_id" text NOT NULL,
	"edition_id" text,
	"state" text NOT NULL,
	"draft" jsonb NOT NULL,
	"draft_revision" integer NOT NULL,
	"published_version" integer,
	"published_at" timestamp (3) with time zone,
	"changed_at" timestamp (3) with time zone,
	"release_at" timestamp (3) with time zone,
	"release_version" integer,
	"zone" text NOT NULL,
	"embargo_until" timestamp (3) with time zone,
	"retraction" jsonb,
	"created_at" timestamp (3) with time zone NOT NULL,
	"created_by" text,
	CONSTRAINT "article_slug_unique" UNIQUE("slug")
);
--> statement-breakpoint
CREATE TABLE "article_correction" (
	"id" text PRIMARY KEY NOT NULL,
	"position" bigserial NOT NULL,
	"article_id" text NOT NULL,
	"version" integer NOT NULL,
	"note" jsonb NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"by" text
);
--> statement-breakpoint
CREATE TABLE "article_file" (
	"article_id" text NOT NULL,
	"digest" char(64) NOT NULL,
	CONSTRAINT "article_file_article_id_digest_pk" PRIMARY KEY("article_id","digest")
);
--> statement-breakpoint
CREATE TABLE "article_version" (
	"article_id" text NOT NULL,
	"number" integer NOT NULL,
	"content" jsonb NOT NULL,
	"digest" char(64) NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"by" text,
	CONSTRAINT "article_version_article_id_number_pk" PRIMARY KEY("article_id","number")
);
--> statement-breakpoint
ALTER TABLE "article_correction" ADD CONSTRAINT "article_correction_article_id_article_id_fk" FOREIGN KEY ("article_id") REFERENCES "public"."article"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "article_file" ADD CONSTRAINT "article_file_article_id_article_id_fk" FOREIGN KEY ("article_id") REFERENCES "public"."article"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "article_version" ADD CONSTRAINT "article_version_article_id_article_id_fk" FOREIGN KEY ("article_id") REFERENCES "public"."article"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "language_model_mode_at" ON "language_model_mode" USING btree ("at");--> statement-breakpoint
CREATE INDEX "search_document_words" ON "search_document" USING gin ("words");--> statement-breakpoint
CREATE INDEX "search_due_since" ON "search_due" USING btree ("since");--> statement-breakpoint
CREATE INDEX "article_public" ON "article" USING btree ("state","published_at");--> statement-breakpoint
CREATE INDEX "article_edition" ON "article" USING btree ("edition_id","published_at");--> statement-breakpoint
CREATE INDEX "article_organisation" ON "article" USING btree ("organisation_id");--> statement-breakpoint
CREATE INDEX "article_author" ON "article" USING btree ("created_by");--> statement-breakpoint
CREATE INDEX "article_correction_article" ON "article_correction" USING btree ("article_id","position");--> statement-breakpoint
CREATE INDEX "article_correction_by" ON "article_correction" USING btree ("by");--> statement-breakpoint
CREATE INDEX "article_file_digest" ON "article_file" USING btree ("digest");--> statement-breakpoint
CREATE INDEX "article_version_by" ON "article_version" USING btree ("by");