import { eq } from 'drizzle-orm';
import type { z } from 'zod';
import { type Actor, personOf } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { type Locale, locales } from '#core/i18n/index.ts';
import { newId } from '#core/ids/index.ts';
import { record } from '#core/ledger/index.ts';
import { invalid, type Problem, Refusal } from '#core/refusal/index.ts';
import { cleanText } from '#core/text/index.ts';
import { sameTexts, type StatementTexts, statementTextSchema } from '../statement.ts';
import { openStatement, scopeOf } from './load.ts';
import { statement, statementComment, statementDraft } from './tables.ts';

/** How long a remark and a comment may be, in characters. */
const mostRemark = 300;
const mostComment = 5000;

/** What the editor of the draft sends; a language whose title and body are both empty is not there (yet). */
export interface DraftInput {
	statement: string;
	texts: Record<Locale, { title: string; body: string }>;
	remark: string;
	/** The revision that he began with. */
	revision: number;
}

/** Reads the languages of a draft. @throws Refusal `invalid` at `en.title` and the like */
export function readTexts(input: DraftInput['texts']): StatementTexts {
	const texts: StatementTexts = {};
	const problems: Problem[] = [];
	for (const locale of locales) {
		const title = cleanText(input[locale].title, { lines: false });
		const body = cleanText(input[locale].body, { lines: true });
		if (title === '' && body === '') continue;
		const read = statementTextSchema.safeParse({ title, body });
		if (read.success) texts[locale] = read.data;
		else problems.push(...problemsOfText(read.error.issues).map((one) => ({ ...one, path: `${locale}.${one.path}` })));
	}
	if (problems.length > 0) throw invalid(problems);
	return texts;
}

/** What is wrong with title and body, each `missing` or `too-long`. Pure. */
export function problemsOfText(issues: readonly z.core.$ZodIssue[]): Problem[] {
	return issues.map((issue): Problem => {
		const path = issue.path.join('.');
		if (issue.code !== 'too_big') return { path, code: 'missing' };
		return { path, code: 'too-long', params: { max: Number(issue.maximum) } };
	});
}

/**
 * Saves the draft. What is public does not change by it.
 * @returns the new revision, or the old one where nothing differs
 * @throws Refusal `invalid`; `conflict` (`draft-changed-meanwhile`); `not-found`, `forbidden`
 */
export async function saveStatementDraft(ctx: Context, actor: Actor, input: DraftInput): Promise<number> {
	return transaction(ctx, async (tx) => {
		const row = await openStatement(tx, actor, input.statement, 'statement.draft', { lock: true });
		const texts = readTexts(input.texts);
		if (sameTexts(texts, row.draft)) return row.draftRevision;
		if (input.revision !== row.draftRevision) throw new Refusal('conflict', 'draft-changed-meanwhile');
		return writeDraft(tx, actor, row, texts, cleanText(input.remark, { lines: false }).slice(0, mostRemark));
	});
}

/** Writes a draft whose revision was looked at, and keeps it among the earlier ones. @returns its revision */
export async function writeDraft(
	tx: Context,
	actor: Actor,
	row: Pick<typeof statement.$inferSelect, 'id' | 'draftRevision' | 'organisationId' | 'editionId'>,
	texts: StatementTexts,
	remark: string,
): Promise<number> {
	const revision = row.draftRevision + 1;
	await tx.db.update(statement).set({ draft: texts, draftRevision: revision }).where(eq(statement.id, row.id));
	await tx.db.insert(statementDraft).values({
		statementId: row.id,
		revision,
		texts,
		remark,
		at: tx.clock.edition.now(),
		personId: personOf(actor) ?? null,
	});
	await record(tx, actor, {
		action: 'draft',
		subject: { type: 'statement', id: row.id },
		scope: scopeOf(row),
		data: { revision },
	});
	return revision;
}

/** Says something about the draft, to the group. @throws Refusal `invalid` at `comment`; `not-found`, `forbidden` */
export async function commentOnDraft(
	ctx: Context,
	actor: Actor,
	input: { statement: string; text: string },
): Promise<void> {
	const text = cleanText(input.text, { lines: true });
	await transaction(ctx, async (tx) => {
		const row = await openStatement(tx, actor, input.statement, 'statement.draft');
		if (text === '') throw invalid([{ path: 'comment', code: 'missing' }]);
		if (text.length > mostComment) throw invalid([{ path: 'comment', code: 'too-long', params: { max: mostComment } }]);
		await tx.db.insert(statementComment).values({
			id: newId(),
			statementId: row.id,
			revision: row.draftRevision,
			text,
			at: tx.clock.edition.now(),
			personId: personOf(actor) ?? null,
		});
	});
}
