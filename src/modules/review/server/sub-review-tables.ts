import { boolean, index, integer, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { instant } from '#core/database/columns.ts';
import type { SubReviewState } from '../sub-review.ts';
import { reviewAssignment, type ScoreDraft } from './tables.ts';

/** Somebody whom a reviewer asked to write a review for him. Only what the reviewer hands in counts. */
export const reviewSubReview = pgTable(
	'review_sub_review',
	{
		id: text().primaryKey(),
		assignmentId: text('assignment_id')
			.notNull()
			.references(() => reviewAssignment.id),
		/** As the reviewer wrote it, in lower case; empty once the person was erased. */
		email: text().notNull(),
		name: text().notNull(),
		state: text().$type<SubReviewState>().notNull(),
		/** Of the secret in the mailed link; null once it was used. */
		secretDigest: text('secret_digest'),
		/** The account by which it was accepted. */
		personId: text('person_id'),
		/** Whether his name may stand in the list of reviewers who are thanked. */
		mayBeNamed: boolean('may_be_named').notNull().default(false),
		draft: jsonb().$type<ScoreDraft>(),
		/** Rises with each save, so that two pages do not overwrite each other unseen. */
		revision: integer().notNull().default(0),
		askedAt: instant('asked_at').notNull(),
		answeredAt: instant('answered_at'),
		/** When he gave what he wrote to the reviewer. */
		handedAt: instant('handed_at'),
		/** When the reviewer first handed in a review that began from it. */
		creditedAt: instant('credited_at'),
	},
	(table) => [
		uniqueIndex('review_sub_review_secret').on(table.secretDigest),
		index('review_sub_review_assignment').on(table.assignmentId),
		index('review_sub_review_person').on(table.personId),
	],
);
