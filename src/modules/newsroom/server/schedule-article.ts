import { eq } from 'drizzle-orm';
import { type Actor, actorFor, can, personOf, system } from '#core/access/index.ts';
import { type DueHandlers, type Instant, schedule, unschedule } from '#core/clock/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { record } from '#core/ledger/index.ts';
import { invalid, Refusal } from '#core/refusal/index.ts';
import { contentFindings } from '../complete.ts';
import { type ArticleRow, articleFor, demandSeen, demandState, inLedger } from './article-row.ts';
import { readZone } from './read-draft.ts';
import { release, releaseDue } from './release.ts';
import { subjectOfArticle } from './subject.ts';
import { completeDraft, surroundingsOf } from './surroundings.ts';
import { article } from './tables.ts';
import { freeze, versionOf } from './versions.ts';

/**
 * Plans that the draft as it is now goes out by itself at an instant (edition time); what is written afterwards does not.
 * Planning again takes the place of what was planned. Whoever plans must still be allowed to publish when the time comes.
 * @param input.zone in which the time is said, for those who read of it
 * @throws ArticleChanged; Refusal `invalid` with every error by path, `not-in-future` and `before-embargo` at `at`;
 *   `conflict` `article-<state>`
 */
export async function scheduleArticle(
	ctx: Context,
	actor: Actor,
	input: { articleId: string; revision: number; at: Instant; zone?: string | undefined },
): Promise<{ version: number }> {
	return transaction(ctx, async (tx) => {
		const row = await articleFor(tx, actor, 'article.publish', input.articleId, { hold: true });
		demandState(row, 'draft', 'in-review', 'scheduled');
		demandSeen(row, input.revision);
		const { at } = input;
		if (!Number.isSafeInteger(at) || at <= ctx.clock.edition.now()) {
			throw invalid([{ path: 'at', code: 'not-in-future' }]);
		}
		if (row.embargoUntil !== null && at < row.embargoUntil) {
			throw invalid([{ path: 'at', code: 'before-embargo', params: { until: row.embargoUntil } }]);
		}
		const zone = input.zone === undefined ? row.zone : readZone(input.zone);
		const version = await freeze(tx, row.id, await completeDraft(tx, row), personOf(actor));
		await tx.db
			.update(article)
			.set({
				state: 'scheduled',
				zone,
				releaseAt: at,
				releaseVersion: version,
				releasePersonId: personOf(actor) ?? null,
				releaseRefused: null,
			})
			.where(eq(article.id, row.id));
		const payload = { version, byPerson: actor.kind === 'person' };
		await schedule(tx, { at, kind: releaseDue, subject: row.id, payload });
		await record(tx, actor, { action: 'schedule-article', ...inLedger(row), data: { version, at } });
		return { version };
	});
}

/** Takes an article off the plan: it waits for review again. @throws Refusal `conflict` `article-<state>` */
export async function unscheduleArticle(ctx: Context, actor: Actor, articleId: string): Promise<void> {
	await transaction(ctx, async (tx) => {
		const row = await articleFor(tx, actor, 'article.publish', articleId, { hold: true });
		demandState(row, 'scheduled');
		await unplan(tx, row, null);
		await unschedule(tx, releaseDue, row.id);
		await record(tx, actor, { action: 'unschedule-article', ...inLedger(row) });
	});
}

/** Puts a planned article back among those that wait, or among the drafts. */
export async function unplan(
	ctx: Context,
	{ id }: { id: string },
	refused: { code: string; at: Instant } | null,
	state: 'in-review' | 'draft' = 'in-review',
) {
	await ctx.db
		.update(article)
		.set({ state, releaseAt: null, releaseVersion: null, releasePersonId: null, releaseRefused: refused })
		.where(eq(article.id, id));
}

/** What the newsroom does at an edition time: articles go out when they were planned for, or wait and say why not. */
export const newsroomDueHandlers: DueHandlers = {
	[releaseDue]: async (ctx, item) => {
		const [row] = await ctx.db.select().from(article).where(eq(article.id, item.subject)).for('update');
		const { version, byPerson } = item.payload as { version: number; byPerson: boolean };
		if (row?.state !== 'scheduled' || row.releaseVersion !== version) return;
		// Planned for another time while this one was being done: then it is due again.
		if (row.releaseAt !== item.at) return;
		try {
			await releasePlanned(ctx, row, version, byPerson, item.at);
		} catch (error) {
			if (!(error instanceof Refusal)) throw error;
			await unplan(ctx, row, { code: error.code, at: ctx.clock.edition.now() });
			const data = { version, reason: error.code };
			await record(ctx, system('due-list'), { action: 'article-not-released', ...inLedger(row), data });
		}
	},
};

async function releasePlanned(ctx: Context, row: ArticleRow, version: number, byPerson: boolean, at: Instant) {
	const actor = byPerson ? await plannerNow(ctx, row) : system('due-list');
	if (row.embargoUntil !== null && row.embargoUntil > at) throw new Refusal('conflict', 'embargo-running');
	const frozen = await versionOf(ctx, row.id, version);
	if (!frozen) throw new Refusal('not-found', 'no-such-version');
	// What it refers to may have gone since.
	const findings = contentFindings(frozen.content, await surroundingsOf(ctx, row, frozen.content));
	if (findings.some(({ severity }) => severity === 'error')) throw new Refusal('invalid', 'no-longer-complete');
	await release(ctx, actor, row, {
		version,
		content: frozen.content,
		at: ctx.clock.rehearsal ? at : ctx.clock.edition.now(),
	});
}

/** Whoever planned it, with the rights of now. @throws Refusal `no-longer-allowed` */
async function plannerNow(ctx: Context, row: ArticleRow): Promise<Actor> {
	const refused = new Refusal('forbidden', 'no-longer-allowed');
	if (row.releasePersonId === null) throw refused;
	const actor = await actorFor(ctx, row.releasePersonId, 'command');
	if (can(actor, 'article.publish', subjectOfArticle(row), ctx.clock) !== 'yes') throw refused;
	return actor;
}
