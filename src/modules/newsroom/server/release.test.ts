import { expect, test } from 'vitest';
import { actorFor, endRelation } from '#core/access/index.ts';
import { runDue } from '#core/clock/index.ts';
import { openRevisions } from '#core/http/index.ts';
import { testContext } from '../../../../tests/setup/context.ts';
import {
	articleForEditing,
	articleHistory,
	createArticle,
	newsroomDueHandlers,
	publicArticle,
	publicArticles,
	publishArticle,
	publishedBetween,
	saveDraft,
	scheduleArticle,
	setEmbargo,
	unscheduleArticle,
} from './index.ts';
import { newsroomGround, person, wholeDraft } from './testing.ts';

const begins = Date.UTC(2021, 10, 20, 4);
const hour = 3_600_000;
const ctx = await testContext({ at: begins, jobs: { 'article-published': async () => undefined } });
const ground = await newsroomGround(ctx);
const editor = await person(ctx, 'Editor', { name: 'editor', type: 'organisation', id: ground.organisation });
const writer = await person(ctx, 'Writer', { name: 'secretary', type: 'edition', id: ground.edition });

async function begun(title: string) {
	const { articleId, slug } = await createArticle(ctx, writer, { ...ground, content: wholeDraft(title) });
	return { articleId, slug, revision: 1 };
}

const refused = (promise: Promise<unknown>) =>
	promise.then(
		() => ['done'],
		(error) => [
			error.code,
			...error.problems.map(({ path, code }: { path: string; code: string }) => `${path} ${code}`),
		],
	);
const listed = async () => (await publicArticles(ctx, { limit: 200 })).articles.map(({ slug }) => slug);

test('a planned article goes out at its instant, as it was when it was planned, once', async () => {
	const { articleId, slug } = await begun('Goes out by itself');
	const at = begins + 5 * hour;
	expect(await refused(scheduleArticle(ctx, writer, { articleId, revision: 1, at }))).toEqual(['not-yours-to-do']);
	expect(await refused(scheduleArticle(ctx, editor, { articleId, revision: 1, at: begins }))).toEqual([
		'invalid-input',
		'at not-in-future',
	]);
	expect(await scheduleArticle(ctx, editor, { articleId, revision: 1, at, zone: 'Europe/Paris' })).toEqual({
		version: 1,
	});
	await saveDraft(ctx, writer, { articleId, revision: 1, content: wholeDraft('Written later') });
	expect(await articleForEditing(ctx, editor, articleId)).toMatchObject({
		state: 'scheduled',
		differsFromPlanned: true,
	});
	ctx.setNow(at - 1);
	expect(await runDue(ctx, newsroomDueHandlers)).toBe(0);
	expect(await publicArticle(ctx, slug)).toBeUndefined();
	const revisions = await openRevisions(ctx.database);
	const before = revisions.of('news');
	// The dial is turned over several days at once; nothing but the due-list remembers.
	ctx.setNow(at + 72 * hour);
	expect(await runDue({ ...ctx }, newsroomDueHandlers)).toBe(1);
	expect(await runDue(ctx, newsroomDueHandlers)).toBe(0);
	expect(await publicArticle(ctx, slug)).toMatchObject({
		publishedAt: at,
		version: 1,
		zone: 'Europe/Paris',
		texts: { en: { title: 'Goes out by itself' } },
	});
	await revisions.refresh();
	expect(revisions.of('news')).toBe(before + 1);
	const { events } = await articleHistory(ctx, editor, articleId);
	expect(events[0]).toMatchObject({ action: 'publish-article', by: 'Test Editor', at });
	expect(await publishedBetween(ctx, at, at + 1)).toHaveLength(1);
	expect(await publishedBetween(ctx, at + 1, at + 100)).toEqual([]);
});

test('what is planned can be moved and taken back', async () => {
	const now = ctx.clock.edition.now();
	const { articleId, slug } = await begun('Moved about');
	await scheduleArticle(ctx, editor, { articleId, revision: 1, at: now + hour });
	await scheduleArticle(ctx, editor, { articleId, revision: 1, at: now + 3 * hour });
	ctx.setNow(now + 2 * hour);
	expect(await runDue(ctx, newsroomDueHandlers)).toBe(0);
	await unscheduleArticle(ctx, editor, articleId);
	expect(await refused(unscheduleArticle(ctx, editor, articleId))).toEqual(['article-in-review']);
	ctx.setNow(now + 4 * hour);
	expect(await runDue(ctx, newsroomDueHandlers)).toBe(0);
	expect(await publicArticle(ctx, slug)).toBeUndefined();
	await scheduleArticle(ctx, editor, { articleId, revision: 1, at: now + 6 * hour });
	// Whoever does not want to wait publishes at once, and it does not go out again.
	await publishArticle(ctx, editor, { articleId, revision: 1 });
	ctx.setNow(now + 7 * hour);
	expect(await runDue(ctx, newsroomDueHandlers)).toBe(0);
	expect(await publicArticle(ctx, slug)).toMatchObject({ version: 1, publishedAt: now + 4 * hour });
});

test('an embargo holds whoever is in a hurry, until its end', async () => {
	const now = ctx.clock.edition.now();
	const { articleId, slug } = await begun('Under embargo');
	const until = now + 10 * hour;
	expect(await refused(setEmbargo(ctx, writer, { articleId, until }))).toEqual(['not-yours-to-do']);
	await setEmbargo(ctx, editor, { articleId, until });
	expect(await refused(publishArticle(ctx, editor, { articleId, revision: 1 }))).toEqual(['embargo-running']);
	expect(await refused(scheduleArticle(ctx, editor, { articleId, revision: 1, at: until - 1 }))).toEqual([
		'invalid-input',
		'at before-embargo',
	]);
	await scheduleArticle(ctx, editor, { articleId, revision: 1, at: until });
	expect(await refused(setEmbargo(ctx, editor, { articleId, until: until + 1 }))).toEqual(['scheduled-before-embargo']);
	for (let at = now; at < until; at += hour) {
		ctx.setNow(at);
		await runDue(ctx, newsroomDueHandlers);
		expect(await publicArticle(ctx, slug)).toBeUndefined();
		expect(await listed()).not.toContain(slug);
		expect(await publishedBetween(ctx, 0, until * 2)).not.toContainEqual(expect.objectContaining({ slug }));
	}
	ctx.setNow(until);
	await runDue(ctx, newsroomDueHandlers);
	expect(await publicArticle(ctx, slug)).toMatchObject({ publishedAt: until });
	expect(await refused(setEmbargo(ctx, editor, { articleId, until: until + 1 }))).toEqual(['article-published']);
});

test('what cannot go out when its time comes waits, and says why', async () => {
	const now = ctx.clock.edition.now();
	const gone = await person(ctx, 'Gone', { name: 'editor', type: 'organisation', id: ground.organisation });
	const { articleId, slug } = await begun('Nobody stands for it');
	await scheduleArticle(ctx, gone, { articleId, revision: 1, at: now + hour });
	await endRelation(ctx, editor, gone.personId, 'editor', { type: 'organisation', id: ground.organisation });
	expect((await actorFor(ctx, gone.personId, 'session')).kind).toBe('person');
	const quoting = await begun('Quotes somebody');
	const texts = { ...wholeDraft('Quotes somebody').texts } as Record<'en' | 'zh', { body: string; ready: boolean }>;
	texts.en = { ...texts.en, body: '> It is so.\n> — [Deng Yulin](person:deng-yulin)' };
	await saveDraft(ctx, writer, { ...quoting, content: { ...wholeDraft(), texts } });
	await scheduleArticle(ctx, editor, { articleId: quoting.articleId, revision: 2, at: now + hour });
	await ctx.byHand(`update edition_person set person_id = null where code = 'deng-yulin'`);
	ctx.setNow(now + 2 * hour);
	expect(await runDue(ctx, newsroomDueHandlers)).toBe(2);
	expect(await publicArticle(ctx, slug)).toBeUndefined();
	expect(await publicArticle(ctx, quoting.slug)).toBeUndefined();
	expect(await articleForEditing(ctx, editor, articleId)).toMatchObject({
		state: 'in-review',
		releaseAt: null,
		releaseRefused: { code: 'no-longer-allowed' },
	});
	expect(await articleForEditing(ctx, editor, quoting.articleId)).toMatchObject({
		state: 'in-review',
		releaseRefused: { code: 'no-longer-complete' },
		findings: expect.arrayContaining([expect.objectContaining({ code: 'unknown-person' })]),
	});
	const { events } = await articleHistory(ctx, editor, articleId);
	expect(events[0]).toMatchObject({ action: 'article-not-released', by: null, reason: 'no-longer-allowed' });
	await scheduleArticle(ctx, editor, { articleId, revision: 1, at: now + 3 * hour });
	ctx.setNow(now + 4 * hour);
	await runDue(ctx, newsroomDueHandlers);
	expect(await publicArticle(ctx, slug)).toMatchObject({ version: 1 });
});
