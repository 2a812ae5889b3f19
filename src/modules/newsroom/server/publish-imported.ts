import { eq } from 'drizzle-orm';
import type { Actor } from '#core/access/index.ts';
import { schedule } from '#core/clock/index.ts';
import type { Context } from '#core/context/index.ts';
import { newId } from '#core/ids/index.ts';
import { record } from '#core/ledger/index.ts';
import type { ArticleContent } from '../article.ts';
import { type FileFinding, momentOf } from '../article-file.ts';
import { type ArticleRow, inLedger } from './article-row.ts';
import type { FolderArticle } from './news-folder.ts';
import { release, releaseDue, tellReaders } from './release.ts';
import { article, articleCorrection } from './tables.ts';
import { freeze } from './versions.ts';

/**
 * Publishes or plans what an import brought, with the corrections and the retraction that its files tell of. The caller holds
 * the article; its content is whole.
 * @returns what cannot be; then nothing may be kept
 */
export async function publishImported(
	ctx: Context,
	actor: Actor,
	row: ArticleRow,
	content: ArticleContent,
	{ facts, slug, locate }: FolderArticle,
): Promise<FileFinding[]> {
	const now = ctx.clock.edition.now();
	const at = (text: string) => momentOf(text, facts.zone);
	const fault = (path: (string | number)[], code: string): FileFinding[] => {
		const file = `${slug}/article.yaml`;
		return [{ severity: 'error', file, ...locate(path), path: path.join('.'), code }];
	};
	const publish = at(facts.publish as string);
	const late = facts.corrections.findIndex((one) => at(one.at) > now);
	if (late >= 0) return fault(['corrections', late, 'at'], 'not-yet');
	if (facts.retraction && at(facts.retraction.at) > now) return fault(['retraction', 'at'], 'not-yet');
	const version = await freeze(ctx, row.id, content, undefined);
	if (row.publishedVersion === null && publish > now) {
		await ctx.db
			.update(article)
			.set({
				state: 'scheduled',
				releaseAt: publish,
				releaseVersion: version,
				releasePersonId: null,
				releaseRefused: null,
			})
			.where(eq(article.id, row.id));
		const payload = { version, byPerson: false };
		await schedule(ctx, { at: publish, kind: releaseDue, subject: row.id, payload });
		await record(ctx, actor, { action: 'schedule-article', ...inLedger(row), data: { version, at: publish } });
		return [];
	}
	const told = await ctx.db.select().from(articleCorrection).where(eq(articleCorrection.articleId, row.id));
	const unsaid = told.find((one) => !facts.corrections.some((other) => at(other.at) === one.at));
	if (unsaid) return fault(['corrections'], 'correction-missing');
	const fresh = facts.corrections.filter((one) => !told.some((other) => other.at === at(one.at)));
	const isNew = version !== row.publishedVersion;
	if (isNew) {
		const first = row.publishedVersion === null;
		await release(ctx, actor, row, { version, content, at: first ? publish : now, corrects: fresh.length > 0 });
	}
	if (fresh.length > 0) {
		await ctx.db.insert(articleCorrection).values(
			fresh.map(({ at: when, note }) => ({
				id: newId(),
				articleId: row.id,
				version,
				note: said(note),
				at: at(when),
			})),
		);
		const last = Math.max(...fresh.map((one) => at(one.at)));
		await ctx.db.update(article).set({ changedAt: last }).where(eq(article.id, row.id));
		// A new version has told them already.
		if (!isNew) await tellReaders(ctx, { articleId: row.id, version, what: 'corrected' });
	}
	if (facts.retraction) {
		const { reason, at: when } = facts.retraction;
		await ctx.db
			.update(article)
			.set({ state: 'retracted', retraction: said(reason), changedAt: at(when) })
			.where(eq(article.id, row.id));
		await record(ctx, actor, { action: 'retract-article', ...inLedger(row), data: { version } });
		await tellReaders(ctx, { articleId: row.id, version, what: 'retracted' });
	}
	return [];
}

function said({ en, zh }: { en?: string | undefined; zh?: string | undefined }): { en?: string; zh?: string } {
	return { ...(en === undefined ? {} : { en }), ...(zh === undefined ? {} : { zh }) };
}
