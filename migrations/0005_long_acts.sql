ALTER TABLE "bulk_act_row" ADD COLUMN "settled_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "bulk_act_row" ADD COLUMN "undo_settled_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "signature" ADD COLUMN "person_proved" boolean DEFAULT false NOT NULL;