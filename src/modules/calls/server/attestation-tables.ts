import { index, integer, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { digest, instant } from '#core/database/columns.ts';
import type { Locale } from '#core/i18n/index.ts';
import type { Answers, PersonEntry } from '../answers.ts';
import type { AttestationRule } from '../attestation-rule.ts';
import type { AttestationState } from '../attestation.ts';
import { application } from './tables.ts';

/** What somebody else was asked for an application, and what he said. One for each rule and address. */
export const attestation = pgTable(
	'attestation',
	{
		id: text().primaryKey(),
		applicationId: text('application_id')
			.notNull()
			.references(() => application.id),
		ruleId: text('rule_id').notNull(),
		/** The rule as it was when he was asked: what he answers, and who may read it, does not change under his hands. */
		rule: jsonb().$type<AttestationRule>().notNull(),
		name: text().notNull(),
		/** In lower case. */
		address: text().notNull(),
		/** As the application names him; empty where the rule asks the holder of the application that it follows. */
		entry: jsonb().$type<PersonEntry>(),
		locale: text().$type<Locale>().notNull(),
		state: text().$type<AttestationState>().notNull(),
		answers: jsonb().$type<Answers>().notNull().default({}),
		/** How often he has answered: an answer may be changed until it is due. */
		revision: integer().notNull().default(0),
		askedAt: instant('asked_at').notNull(),
		/** First instant at which no answer is taken any more. */
		dueAt: instant('due_at').notNull(),
		answeredAt: instant('answered_at'),
		/** Who answered, when he was signed in and owns the address. */
		personId: text('person_id'),
	},
	(table) => [
		uniqueIndex('attestation_once').on(table.applicationId, table.ruleId, table.address),
		index('attestation_person').on(table.personId),
	],
);

/** The secrets by which somebody who was asked comes to his page: each mail to him has one of its own. */
export const attestationLink = pgTable(
	'attestation_link',
	{
		digest: digest().primaryKey(),
		attestationId: text('attestation_id')
			.notNull()
			.references(() => attestation.id, { onDelete: 'cascade' }),
		madeAt: instant('made_at').notNull(),
	},
	(table) => [index('attestation_link_attestation').on(table.attestationId)],
);

/** A file that somebody who was asked has sent (a letter); its id is that of its row in core/files. */
export const attestationFile = pgTable(
	'attestation_file',
	{
		id: text().primaryKey(),
		attestationId: text('attestation_id')
			.notNull()
			.references(() => attestation.id, { onDelete: 'cascade' }),
		field: text().notNull(),
		name: text().notNull(),
		mediaType: text('media_type').notNull(),
		bytes: integer().notNull(),
		addedAt: instant('added_at').notNull(),
	},
	(table) => [index('attestation_file_attestation').on(table.attestationId)],
);
