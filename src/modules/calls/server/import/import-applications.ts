import { and, eq, getTableColumns, lt, sql } from 'drizzle-orm';
import { type Actor, demand } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { readAddress } from '#core/identity/index.ts';
import type { Locale } from '#core/i18n/index.ts';
import { newId } from '#core/ids/index.ts';
import { record } from '#core/ledger/index.ts';
import { notFound, Refusal } from '#core/refusal/index.ts';
import { findOrCreatePeopleByAddress } from '#modules/people/server/index.ts';
import { numberLabel } from '../../projection.ts';
import type { ImportedRow, ImportReport } from '../../import-row.ts';
import { checkAnswers } from '../../check.ts';
import { insertApplications } from '../insert-application.ts';
import { claimJob } from '../job-names.ts';
import { applicationImport, applicationSource } from '../list-tables.ts';
import { callsIn, type StoredCall } from '../stored-call.ts';
import { callSubject, requirePerson, scopeOf } from '../subject.ts';
import { namedIn } from './invite-to-claim.ts';
import { readAside } from './read-aside.ts';

/** What was only looked at is forgotten after a day: it holds what others have said. */
const forgottenAfter = 86_400_000;
/** So many go into one statement. */
const perStatement = 250;

export interface ImportView {
	id: string;
	call: string;
	name: string;
	report: ImportReport;
	done: boolean;
}

/**
 * Reads a file of applications for a call and says what would be entered and what is wrong, row by row. Nothing is entered.
 * @returns the id under which it can be entered
 * @throws Refusal `not-found`, `forbidden`; `invalid` and `too-large` as `readAside`
 */
export async function previewImport(
	ctx: Context,
	actor: Actor,
	input: { desk: string; call: string; name: string; bytes: Uint8Array },
): Promise<string> {
	const personId = requirePerson(actor);
	const stored = await callOf(ctx, actor, input.desk, ({ call }) => call.slug === input.call);
	const { form, window } = stored.call;
	const at = { at: ctx.clock.edition.now(), zone: window.zone };
	const entered = await ctx.db
		.select({ id: applicationSource.externalId })
		.from(applicationSource)
		.where(eq(applicationSource.callId, stored.callId));
	const known = entered.map(({ id }) => id);
	const { rows, report } = await readAside({ bytes: input.bytes, form, at, known });
	const id = newId();
	const madeAt = ctx.clock.process.now();
	await transaction(ctx, async (tx) => {
		await tx.db.delete(applicationImport).where(lt(applicationImport.madeAt, madeAt - forgottenAfter));
		const name = input.name.slice(0, 200);
		await tx.db
			.insert(applicationImport)
			.values({ id, desk: input.desk, callId: stored.callId, personId, name, rows, report, madeAt });
	});
	return id;
}

/** A file that was read, as its page shows it. @throws Refusal `not-found` for another's */
export async function readImportView(
	ctx: Context,
	actor: Actor,
	input: { desk: string; import: string },
): Promise<ImportView> {
	const found = await ownImport(ctx, actor, input);
	const stored = await callOf(ctx, actor, input.desk, ({ callId }) => callId === found.callId);
	return { id: found.id, call: stored.call.slug, name: found.name, report: found.report, done: found.doneAt !== null };
}

/**
 * Enters what was read: all of it or nothing. A row whose external id was entered before is left out, so the same file
 * doubles nothing. Nobody is written to unless `mail` is set.
 * @returns how many were entered
 * @throws Refusal `not-found`, `forbidden`; `conflict` (`import-faulty`; `import-outdated`: it no longer fits the form)
 */
export async function confirmImport(
	ctx: Context,
	actor: Actor,
	input: { desk: string; import: string; mail: boolean; locale: Locale },
): Promise<number> {
	const by = requirePerson(actor);
	return transaction(ctx, async (tx) => {
		const found = await ownImport(tx, actor, input, true);
		if (found.doneAt !== null) return 0;
		if (found.report.faulty > 0) throw new Refusal('conflict', 'import-faulty');
		const stored = await callOf(tx, actor, input.desk, ({ callId }) => callId === found.callId);
		// Of two who enter the same file at once the second finds it entered.
		await tx.db.execute(sql`select pg_advisory_xact_lock(hashtext(${`import:${stored.callId}`}))`);
		const before = await tx.db
			.select({ id: applicationSource.externalId })
			.from(applicationSource)
			.where(eq(applicationSource.callId, stored.callId));
		const taken = new Set(before.map(({ id }) => id));
		const rows: ImportedRow[] = [];
		for (const row of await rowsOf(tx, found.id)) {
			if (taken.has(row.externalId)) continue;
			taken.add(row.externalId);
			rows.push(row);
		}
		for (let at = 0; at < rows.length; at += perStatement) {
			await enter(tx, actor, stored, rows.slice(at, at + perStatement), { by, ...input });
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
			data: { import: found.id, entered: rows.length, mail: input.mail },
		});
		return rows.length;
	});
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

/** The call of this desk, for whoever may enter applications there. */
async function callOf(
	ctx: Context,
	actor: Actor,
	desk: string,
	is: (stored: StoredCall) => boolean,
): Promise<StoredCall> {
	const stored = (await callsIn(ctx, desk)).find(is);
	if (!stored || (actor.kind === 'person' && actor.seenBy)) throw notFound();
	demand(ctx, actor, 'application.enter', callSubject(stored));
	return stored;
}

/** A file that this person has read, without its rows, which are megabytes. */
async function ownImport(ctx: Context, actor: Actor, input: { desk: string; import: string }, lock = false) {
	const personId = requirePerson(actor);
	const { rows: _, ...columns } = getTableColumns(applicationImport);
	const query = ctx.db
		.select(columns)
		.from(applicationImport)
		.where(
			and(
				eq(applicationImport.id, input.import),
				eq(applicationImport.desk, input.desk),
				eq(applicationImport.personId, personId),
			),
		);
	const [found] = await (lock ? query.for('update') : query);
	if (!found) throw notFound();
	return found;
}

async function rowsOf(ctx: Context, id: string): Promise<ImportedRow[]> {
	const [found] = await ctx.db
		.select({ rows: applicationImport.rows })
		.from(applicationImport)
		.where(eq(applicationImport.id, id));
	return found?.rows ?? [];
}
