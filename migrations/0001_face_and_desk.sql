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
ALTER TABLE "edition" ADD COLUMN "legal" jsonb;--> statement-breakpoint
ALTER TABLE "edition" ADD COLUMN "closed_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "page" ADD COLUMN "group" text DEFAULT 'symposium' NOT NULL;--> statement-breakpoint
ALTER TABLE "edition_closing" ADD CONSTRAINT "edition_closing_edition_id_edition_id_fk" FOREIGN KEY ("edition_id") REFERENCES "public"."edition"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outcome" ADD CONSTRAINT "outcome_edition_id_edition_id_fk" FOREIGN KEY ("edition_id") REFERENCES "public"."edition"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outcome_figure" ADD CONSTRAINT "outcome_figure_edition_id_edition_id_fk" FOREIGN KEY ("edition_id") REFERENCES "public"."edition"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outcome_picture" ADD CONSTRAINT "outcome_picture_edition_id_edition_id_fk" FOREIGN KEY ("edition_id") REFERENCES "public"."edition"("id") ON DELETE no action ON UPDATE no action;