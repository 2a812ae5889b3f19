import { and, eq, isNull } from 'drizzle-orm';
import { type Actor, personOf, system } from '#core/access/index.ts';
import { type DueHandlers, schedule, unschedule } from '#core/clock/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import type { Bilingual } from '#core/i18n/index.ts';
import { record } from '#core/ledger/index.ts';
import { searchChanged } from '#core/search/index.ts';
import { invalid, Refusal } from '#core/refusal/index.ts';
import { languagesOf, readNote } from '../statement.ts';
import { askAgainJob } from './job-names.ts';
import { bumpStatement, digestOfText, openStatement, scopeOf, type StatementRow } from './load.ts';
import { statementSearchName } from './search-source.ts';
import { statement, statementText, statementVersion } from './tables.ts';

const releaseKind = 'statement.release';

export interface ReleaseInput {
	statement: string;
	/** Edition time; at once when absent or past. */
	at?: number | undefined;
	/** What is new, for readers: of every version but the first. */
	note?: Partial<Bilingual> | undefined;
	/** The draft that he had before him: nobody releases what he has not read. */
	revision: number;
}

/**
 * Releases the draft as a version: now, or at an instant, when it goes out by itself as it is now, whatever is written
 * meanwhile. Every version but the first changes what was signed: who signed is asked again, and his signature stays with
 * what he signed until he says otherwise.
 * @returns the number of the version
 * @throws Refusal `invalid` (`no-text`, `authoritative-missing` at `texts`; `missing` at `note.en`, `note.zh`); `conflict` (`draft-changed-meanwhile`,
 *   `planned-already`, `nothing-changed`); `not-found`, `forbidden`
 */
export async function releaseStatement(ctx: Context, actor: Actor, input: ReleaseInput): Promise<number> {
	return transaction(ctx, async (tx) => {
		const row = await openStatement(tx, actor, input.statement, 'statement.release', { lock: true });
		if (row.draftRevision !== input.revision) throw new Refusal('conflict', 'draft-changed-meanwhile');
		if (row.plannedVersion !== null) throw new Refusal('conflict', 'planned-already');
		const number = await freezeDraft(tx, actor, row, input.note);
		const now = tx.clock.edition.now();
		if (input.at !== undefined && input.at > now) {
			const planned = { plannedVersion: number, releaseAt: input.at };
			const state = row.currentVersion === null ? { state: 'scheduled' as const } : {};
			await tx.db
				.update(statement)
				.set({ ...planned, ...state })
				.where(eq(statement.id, row.id));
			await schedule(tx, { at: input.at, kind: releaseKind, subject: row.id, payload: { version: number } });
			await record(tx, actor, {
				action: 'schedule',
				subject: { type: 'statement', id: row.id },
				scope: scopeOf(row),
				data: { version: number, at: input.at },
			});
			return number;
		}
		await publishVersion(tx, actor, row, number);
		return number;
	});
}

/** Takes a planned release back; the draft stays. @throws Refusal `conflict` (`nothing-planned`); `not-found`, `forbidden` */
export async function cancelRelease(ctx: Context, actor: Actor, input: { statement: string }): Promise<void> {
	return transaction(ctx, async (tx) => {
		const row = await openStatement(tx, actor, input.statement, 'statement.release', { lock: true });
		if (row.plannedVersion === null) throw new Refusal('conflict', 'nothing-planned');
		await unschedule(tx, releaseKind, row.id);
		const ofVersion = { version: row.plannedVersion };
		await tx.db
			.delete(statementText)
			.where(and(eq(statementText.statementId, row.id), eq(statementText.version, ofVersion.version)));
		await tx.db
			.delete(statementVersion)
			.where(
				and(
					eq(statementVersion.statementId, row.id),
					eq(statementVersion.number, ofVersion.version),
					isNull(statementVersion.releasedAt),
				),
			);
		const state = row.currentVersion === null ? { state: 'drafting' as const } : {};
		await tx.db
			.update(statement)
			.set({ plannedVersion: null, releaseAt: null, ...state })
			.where(eq(statement.id, row.id));
		await record(tx, actor, {
			action: 'unschedule',
			subject: { type: 'statement', id: row.id },
			scope: scopeOf(row),
			data: ofVersion,
		});
	});
}

/** The draft as a version that nothing changes any more. @returns its number */
async function freezeDraft(
	tx: Context,
	actor: Actor,
	row: StatementRow,
	note: Partial<Bilingual> | undefined,
): Promise<number> {
	const languages = languagesOf(row.draft, row.authoritative);
	if (languages.length === 0) throw invalid([{ path: 'texts', code: 'no-text' }]);
	if (languages[0] !== row.authoritative) throw invalid([{ path: 'texts', code: 'authoritative-missing' }]);
	const number = (row.currentVersion ?? 0) + 1;
	const said = readNote(note);
	if (number > 1) {
		if ('problems' in said) throw invalid(said.problems);
		await demandOther(tx, row, number - 1);
	}
	await tx.db.insert(statementVersion).values({
		statementId: row.id,
		number,
		note: 'note' in said ? said.note : null,
		madeAt: tx.clock.edition.now(),
		personId: personOf(actor) ?? null,
	});
	await tx.db.insert(statementText).values(
		languages.map((locale) => {
			const text = row.draft[locale] as NonNullable<(typeof row.draft)[typeof locale]>;
			return { statementId: row.id, version: number, locale, printing: 1, ...text, digest: digestOfText(text) };
		}),
	);
	return number;
}

/** @throws Refusal `conflict` (`nothing-changed`) when the draft is what is public */
async function demandOther(tx: Context, row: StatementRow, version: number): Promise<void> {
	const known = await tx.db
		.select({ digest: statementText.digest })
		.from(statementText)
		.where(and(eq(statementText.statementId, row.id), eq(statementText.version, version)));
	const digests = new Set(known.map(({ digest }) => digest));
	const texts = languagesOf(row.draft, row.authoritative).map((locale) => row.draft[locale]);
	if (texts.every((text) => text && digests.has(digestOfText(text)))) throw new Refusal('conflict', 'nothing-changed');
}

/** Makes a frozen version the public one. */
async function publishVersion(tx: Context, actor: Actor, row: StatementRow, number: number): Promise<void> {
	const at = tx.clock.edition.now();
	await tx.db
		.update(statementVersion)
		.set({ releasedAt: at })
		.where(and(eq(statementVersion.statementId, row.id), eq(statementVersion.number, number)));
	await tx.db
		.update(statement)
		.set({
			state: 'released',
			currentVersion: number,
			releasedAt: row.releasedAt ?? at,
			changedAt: at,
			plannedVersion: null,
			releaseAt: null,
		})
		.where(eq(statement.id, row.id));
	await record(tx, actor, {
		action: 'release',
		subject: { type: 'statement', id: row.id },
		scope: scopeOf(row),
		data: { version: number },
	});
	await bumpStatement(tx, row.id);
	await searchChanged(tx, statementSearchName, row.id);
	if (number > 1) await tx.jobs.enqueue(tx, askAgainJob, { statement: row.id, version: number, after: 0 });
}

/** What of statements happens at an edition time. */
export const statementDueHandlers: DueHandlers = {
	[releaseKind]: async (tx, item) => {
		const { version } = item.payload as { version: number };
		const [row] = await tx.db.select().from(statement).where(eq(statement.id, item.subject)).for('update');
		// Taken back, or released by hand, meanwhile.
		if (!row || row.plannedVersion !== version) return;
		await publishVersion(tx, system('due-list'), row, version);
	},
};
