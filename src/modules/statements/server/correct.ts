import { and, desc, eq } from 'drizzle-orm';
import { type Actor, personOf } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import type { Bilingual, Locale } from '#core/i18n/index.ts';
import { newId } from '#core/ids/index.ts';
import { record } from '#core/ledger/index.ts';
import { searchChanged } from '#core/search/index.ts';
import { invalid, notFound, Refusal } from '#core/refusal/index.ts';
import { cleanText } from '#core/text/index.ts';
import { erratumFault } from '../erratum.ts';
import { readNote, statementTextSchema } from '../statement.ts';
import { problemsOfText } from './draft.ts';
import { bumpStatement, digestOfText, openStatement, scopeOf } from './load.ts';
import { statementSearchName } from './search-source.ts';
import { statement, statementErratum, statementText } from './tables.ts';

export interface ErratumInput {
	statement: string;
	locale: Locale;
	title: string;
	body: string;
	/** What was put right, for readers. */
	note: Partial<Bilingual>;
}

/**
 * Puts a slip of the pen right in what is public. The version stays, signatures stay; the old printing stays readable, and
 * a dated log says what was changed. What changes more than a slip is refused: it is a new version.
 * @throws Refusal `invalid` at `body` (`nothing-changed`, `too-much`, `figures-changed`, `sense-changed`), at `title` and
 *   `body` (`missing`, `too-long`), at `note.en` and `note.zh` (`missing`); `conflict` (`not-released`); `not-found`, `forbidden`
 */
export async function correctStatement(ctx: Context, actor: Actor, input: ErratumInput): Promise<void> {
	return transaction(ctx, async (tx) => {
		const row = await openStatement(tx, actor, input.statement, 'statement.release', { lock: true });
		if (row.currentVersion === null) throw new Refusal('conflict', 'not-released');
		const said = readNote(input.note);
		if ('problems' in said) throw invalid(said.problems);
		const text = statementTextSchema.safeParse({
			title: cleanText(input.title, { lines: false }),
			body: cleanText(input.body, { lines: true }),
		});
		if (!text.success) throw invalid(problemsOfText(text.error.issues));
		const [last] = await tx.db
			.select()
			.from(statementText)
			.where(
				and(
					eq(statementText.statementId, row.id),
					eq(statementText.version, row.currentVersion),
					eq(statementText.locale, input.locale),
				),
			)
			.orderBy(desc(statementText.printing))
			.limit(1);
		if (!last) throw notFound();
		const fault = erratumFault(last, text.data);
		if (fault) throw invalid([{ path: 'body', code: fault }]);
		const at = tx.clock.edition.now();
		const printing = last.printing + 1;
		const place = { statementId: row.id, version: row.currentVersion, locale: input.locale, printing };
		await tx.db.insert(statementText).values({ ...place, ...text.data, digest: digestOfText(text.data) });
		const personId = personOf(actor) ?? null;
		await tx.db.insert(statementErratum).values({ id: newId(), ...place, note: said.note, at, personId });
		// A draft that nobody has gone on writing at follows; any other is somebody's work.
		const drafted = row.draft[input.locale];
		const follows = drafted !== undefined && digestOfText(drafted) === last.digest;
		await tx.db
			.update(statement)
			.set({
				changedAt: at,
				...(follows
					? { draft: { ...row.draft, [input.locale]: text.data }, draftRevision: row.draftRevision + 1 }
					: {}),
			})
			.where(eq(statement.id, row.id));
		await record(tx, actor, {
			action: 'correct',
			subject: { type: 'statement', id: row.id },
			scope: scopeOf(row),
			data: { version: row.currentVersion, locale: input.locale, printing },
		});
		await bumpStatement(tx, row.id);
		await searchChanged(tx, statementSearchName, row.id);
	});
}
