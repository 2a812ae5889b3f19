ALTER TABLE "application" ADD COLUMN "facts" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "application" ADD COLUMN "stage_id" text;--> statement-breakpoint
ALTER TABLE "application" ADD COLUMN "cohort" text;--> statement-breakpoint
ALTER TABLE "application" ADD COLUMN "follows_id" text;--> statement-breakpoint
ALTER TABLE "application" ADD COLUMN "entered_by" text;--> statement-breakpoint
ALTER TABLE "application" ADD COLUMN "minor" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "call" ADD COLUMN "settings" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "determination" ADD COLUMN "amount" integer;--> statement-breakpoint
CREATE INDEX "application_entered_by" ON "application" USING btree ("entered_by");--> statement-breakpoint
CREATE INDEX "application_follows" ON "application" USING btree ("follows_id");