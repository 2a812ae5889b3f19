import { eq, sql } from 'drizzle-orm';
import type { Actor } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import { readAddress } from '#core/identity/index.ts';
import type { Locale } from '#core/i18n/index.ts';
import { newId } from '#core/ids/index.ts';
import { record } from '#core/ledger/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import { findOrCreatePeopleByAddress } from '#modules/people/server/index.ts';
import { checkAnswers } from '../../check.ts';
import type { ImportedRow } from '../../import-row.ts';
import { numberLabel } from '../../projection.ts';
import { insertApplications } from '../insert-application.ts';
import { claimJob } from '../job-names.ts';
import { applicationImport, applicationSource } from '../list-tables.ts';
import type { StoredCall } from '../stored-call.ts';
import { requirePerson, scopeOf } from '../subject.ts';
import { namedIn } from './invite-to-claim.ts';
import { importCall, importedRows, type ReadFile } from './own-import.ts';

/** So many go into one statement. */
export const perStatement = 250;

/**
 * Enters a file as a whole and closes it. Part of the caller's transaction, which holds the file. What was entered before is
 * left out.
 * @returns how many were entered
 * @throws Refusal `not-found`, `forbidden`; `conflict` (`import-outdated`)
 */
export async function enterFile(
	tx: Context,
	actor: Actor,
	found: ReadFile,
	as: { mail: boolean; locale: Locale },
): Promise<number> {
	const by = requirePerson(actor);
	const stored = await importCall(tx, actor, found.desk, ({ callId }) => callId === found.callId);
	// Of two who enter the same file at once the second finds it entered.
	await tx.db.execute(sql`select pg_advisory_xact_lock(hashtext(${`import:${stored.callId}`}))`);
	const before = await tx.db
		.select({ id: applicationSource.externalId })
		.from(applicationSource)
		.where(eq(applicationSource.callId, stored.callId));
	const taken = new Set(before.map(({ id }) => id));
	const rows: ImportedRow[] = [];
	for (const row of await importedRows(tx, found.id)) {
		if (taken.has(row.externalId)) continue;
		taken.add(row.externalId);
		rows.push(row);
	}
	for (let at = 0; at < rows.length; at += perStatement) {
		await enter(tx, actor, stored, rows.slice(at, at + perStatement), { by, ...as });
	}
	// What others have said stands in the applications now.
	await tx.db
		.update(applicationImport)
		.set({ rows: [], doneAt: tx.clock.process.now() })
		.where(eq(applicationImport.id, found.id));
	await record(tx, actor, {
		action: 'import-applications',
		subject: { type: 'call', id: stored.callId },
		scope: scopeOf(stored),
		data: { import: found.id, entered: rows.length, mail: as.mail },
	});
	return rows.length;
}

/**
 * Enters rows that were not entered before. A constant number of statements.
 * @throws Refusal `conflict` (`import-outdated`): its form may be another one than when the file was looked at
 */
async function enter(
	tx: Context,
	actor: Actor,
	stored: StoredCall,
	rows: readonly ImportedRow[],
	as: { by: string; mail: boolean; locale: Locale },
): Promise<void> {
	const { callId, call } = stored;
	const moment = { stage: 'submit', at: tx.clock.edition.now(), zone: call.window.zone } as const;
	if (rows.some(({ answers }) => checkAnswers(call.form, answers, moment).length > 0))
		throw new Refusal('conflict', 'import-outdated');
	const people = await findOrCreatePeopleByAddress(
		tx,
		actor,
		rows.map((row) => {
			const named = namedIn(call.form, { applicant: [row.applicant], answers: row.answers });
			return {
				address: row.applicant,
				preferredLanguage: as.locale,
				...(named ? { names: { given: named.given, family: named.family } } : {}),
			};
		}),
	);
	const arriving = rows.map((row) => ({
		id: newId(),
		callId,
		form: call.form,
		settings: call,
		answers: row.answers,
		holder: people.get(readAddress(row.applicant)) as string,
		personId: as.by,
		locale: as.locale,
		draftId: newId(),
		followsId: null,
		enteredBy: as.by,
		zone: call.window.zone,
	}));
	const numbers = await insertApplications(tx, arriving);
	await tx.db
		.insert(applicationSource)
		.values(rows.map(({ externalId }, at) => ({ callId, externalId, applicationId: arriving[at]?.id as string })));
	await record(
		tx,
		actor,
		...arriving.map(({ id, holder }, at) => ({
			action: 'enter',
			subject: { type: 'application', id },
			scope: scopeOf(stored),
			data: {
				call: callId,
				number: numberLabel(call.numberPrefix, numbers[at] as number),
				for: holder,
				imported: true,
			},
		})),
	);
	if (!as.mail) return;
	const invited = arriving.map(({ id }) => ({ application: id, by: as.by, locale: as.locale }));
	await tx.jobs.enqueueAll(tx, claimJob, invited);
}
