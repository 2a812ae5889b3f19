ALTER TABLE "application_import" ADD COLUMN "begun_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "application_import" ADD COLUMN "mail" boolean;--> statement-breakpoint
ALTER TABLE "application_import" ADD COLUMN "locale" text;--> statement-breakpoint
ALTER TABLE "application_import" ADD COLUMN "refusal" text;