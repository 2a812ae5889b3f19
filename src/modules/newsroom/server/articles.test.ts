import { expect, test } from 'vitest';
import { visitor } from '#core/access/index.ts';
import { testContext } from '../../../../tests/setup/context.ts';
import {
	articleForEditing,
	articleForPreview,
	articleHistory,
	articlesForDesk,
	articleVersionFor,
	checkDraft,
	correctArticle,
	createArticle,
	discardDraft,
	newsroomPlaces,
	placeArticle,
	publicArticle,
	publishArticle,
	restoreVersion,
	retractArticle,
	returnToDraft,
	saveDraft,
	scheduleArticle,
	setEmbargo,
	submitForReview,
	unscheduleArticle,
} from './index.ts';
import { newsroomGround, person, problems, refused, wholeDraft } from './testing.ts';

const told: unknown[] = [];
const ctx = await testContext({
	at: Date.UTC(2021, 9, 20, 4),
	jobs: { 'article-published': async (_, data) => void told.push(data), 'article-discarded': async () => undefined },
});
const ground = await newsroomGround(ctx);
const editor = await person(ctx, 'Editor', { name: 'editor', type: 'organisation', id: ground.organisation });
const writer = await person(ctx, 'Writer', { name: 'secretary', type: 'edition', id: ground.edition });
const reviewer = await person(ctx, 'Reviewer', { name: 'reviewer', type: 'edition', id: ground.edition });
const outsider = await person(ctx, 'Outsider');

async function begun(title: string, content = wholeDraft(title)) {
	const { articleId, slug } = await createArticle(ctx, writer, { ...ground, content });
	return { articleId, slug, revision: 1 };
}

test('an article goes from draft through review to readers, and every step is in the ledger', async () => {
	const { articleId, slug } = await begun('Probes and peace');
	expect(slug).toBe('probes-and-peace');
	expect((await begun('Probes and peace')).slug).toBe('probes-and-peace-2');
	expect(await submitForReview(ctx, writer, { articleId, revision: 1 })).toEqual({ version: 1 });
	await returnToDraft(ctx, editor, { articleId, note: 'Who said so?' });
	const content = { ...wholeDraft('Probes and peace'), topics: ['peace'] };
	expect(await saveDraft(ctx, writer, { articleId, revision: 1, content })).toMatchObject({ revision: 2 });
	await submitForReview(ctx, writer, { articleId, revision: 2 });
	expect(await publicArticle(ctx, slug)).toBeUndefined();
	expect(await publishArticle(ctx, editor, { articleId, revision: 2 })).toEqual({ version: 2, slug });
	const shown = await publicArticle(ctx, slug);
	expect(shown).toMatchObject({
		kind: 'article',
		version: 2,
		locales: ['en', 'zh'],
		zone: 'Asia/Shanghai',
		publishedAt: Date.UTC(2021, 9, 20, 4),
		edition: { slug: 'ipspace-2021' },
		organisation: { slug: 'csa' },
	});
	const history = await articleHistory(ctx, editor, articleId);
	expect(history.versions.map(({ number, by, changes, isPublic }) => [number, by, changes, isPublic])).toEqual([
		[2, 'Test Writer', [{ path: 'topics', kind: 'changed' }], true],
		[1, 'Test Writer', expect.arrayContaining([{ path: 'texts.en', kind: 'added' }]), false],
	]);
	expect(history.notes).toEqual([{ at: ctx.clock.edition.now(), by: 'Test Editor', text: 'Who said so?' }]);
	expect(history.events.map(({ action }) => action)).toEqual([
		'publish-article',
		'submit-article',
		'return-article',
		'submit-article',
		'create-article',
	]);
	await ctx.runJobs();
	expect(told).toContainEqual({ articleId, version: 2, what: 'published' });
});

test('who may is asked of the server: an outsider is told nothing, an insider why', async () => {
	const { articleId, revision } = await begun('Rights');
	const acts = (actor: typeof editor | typeof visitor) => [
		refused(saveDraft(ctx, actor, { articleId, revision, content: wholeDraft('Rights taken') })),
		refused(submitForReview(ctx, actor, { articleId, revision })),
		refused(publishArticle(ctx, actor, { articleId, revision })),
		refused(articleForEditing(ctx, actor, articleId)),
		refused(articleForPreview(ctx, actor, articleId)),
		refused(articleHistory(ctx, actor, articleId)),
		refused(discardDraft(ctx, actor, { articleId, revision })),
		refused(placeArticle(ctx, actor, { articleId, slug: 'mine' })),
		refused(checkDraft(ctx, actor, { articleId, draft: {} })),
		refused(articleVersionFor(ctx, actor, { articleId, number: 1 })),
		refused(restoreVersion(ctx, actor, { articleId, number: 1, revision })),
		refused(returnToDraft(ctx, actor, { articleId, note: 'No.' })),
		refused(correctArticle(ctx, actor, { articleId, revision, note: {} })),
		refused(retractArticle(ctx, actor, { articleId, reason: {} })),
		refused(scheduleArticle(ctx, actor, { articleId, revision, at: ctx.clock.edition.now() + 1000 })),
		refused(unscheduleArticle(ctx, actor, articleId)),
		refused(setEmbargo(ctx, actor, { articleId, until: null })),
		refused(createArticle(ctx, actor, ground)),
		refused(articlesForDesk(ctx, actor)),
		refused(newsroomPlaces(ctx, actor)),
	];
	for (const answer of await Promise.all(acts(outsider))) expect(answer).toEqual(['not-found', 'not-found']);
	for (const answer of await Promise.all(acts(reviewer))) expect(answer).toEqual(['forbidden', 'not-yours-to-do']);
	for (const answer of await Promise.all(acts(visitor))) expect(answer).toEqual(['signed-out', 'sign-in-first']);
	// A secretary writes and does not publish.
	expect(await refused(publishArticle(ctx, writer, { articleId, revision }))).toEqual(['forbidden', 'not-yours-to-do']);
	expect(await refused(retractArticle(ctx, writer, { articleId, reason: { en: 'x', zh: 'x' } }))).toEqual([
		'forbidden',
		'not-yours-to-do',
	]);
	// Who is nobody to it learns not even whether it is there.
	expect(await refused(articleForEditing(ctx, outsider, 'no-such-article'))).toEqual(['not-found', 'not-found']);
	expect(await refused(articleForEditing(ctx, editor, 'no-such-article'))).toEqual(['not-found', 'not-found']);
	expect((await articleForEditing(ctx, writer, articleId)).may).toEqual({ write: true, publish: false });
});

test('nobody writes in the name of an organisation, or into an edition, that is not his', async () => {
	const others = { organisation: '', edition: ground.edition };
	const [row] = (await ctx.byHand(`select id from organisation where slug = 'iaa'`)).rows;
	others.organisation = row.id;
	expect(await refused(createArticle(ctx, writer, others))).toEqual(['forbidden', 'not-your-organisation']);
	const own = await person(ctx, 'Other', { name: 'editor', type: 'organisation', id: row.id });
	expect(await refused(createArticle(ctx, own, others))).toEqual(['not-found', 'unknown-edition']);
	const { articleId } = await createArticle(ctx, own, { organisation: row.id });
	expect(await refused(placeArticle(ctx, own, { articleId, edition: ground.edition }))).toEqual([
		'not-found',
		'unknown-edition',
	]);
	expect((await articlesForDesk(ctx, own)).articles.map(({ id }) => id)).toEqual([articleId]);
	expect((await articlesForDesk(ctx, writer, { limit: 200 })).articles.map(({ id }) => id)).not.toContain(articleId);
	expect((await newsroomPlaces(ctx, writer)).map(({ edition }) => edition?.slug)).toEqual(['ipspace-2021']);
});

test('an unfinished draft is kept as it is; what it lacks is said by path when it is to go out', async () => {
	const { articleId } = await createArticle(ctx, writer, { ...ground, slug: 'half' });
	const content = {
		texts: {
			en: {
				title: '  A  half\n title ',
				body: '![](asset:gone)\n\n> It is so.\n> — [Somebody](person:nobody)',
				ready: true,
			},
			zh: { title: '半', ready: false },
		},
		byline: [{ role: { en: 'Reporter' } }, {}],
		topics: ['No Slug', ''],
		lead: 'gone',
		sources: [{ url: 'not an address' }],
		related: [{ kind: 'link' as const }, { kind: 'article' as const, slug: 'half' }],
	};
	expect(await saveDraft(ctx, writer, { articleId, revision: 1, content })).toMatchObject({ changed: true });
	const { draft, findings } = await articleForEditing(ctx, writer, articleId);
	expect(draft).toMatchObject({ texts: { en: { title: 'A half title' } }, byline: [{ role: { en: 'Reporter' } }] });
	expect(draft.related).toHaveLength(1);
	const shape = [
		'byline.0.name missing',
		'sources.0.label missing',
		'sources.0.url no-address',
		'texts.en.standfirst missing',
		'topics.0 no-slug',
	];
	expect(findings.map(({ path, code }) => `${path} ${code}`).sort()).toEqual(shape);
	for (const act of [submitForReview, publishArticle]) {
		expect((await problems(act(ctx, editor, { articleId, revision: 2 }))).sort()).toEqual(shape);
	}
	const whole = {
		...content,
		texts: { ...content.texts, en: { ...content.texts.en, standfirst: 'Half.' } },
		...{ byline: [{ name: { en: 'X' }, person: 'nobody' }], topics: [], sources: [] },
	};
	expect(
		(await checkDraft(ctx, writer, { articleId, draft: whole })).map(({ path, code }) => `${path} ${code}`),
	).toEqual([
		'texts.en.body unknown-asset',
		'texts.en.body unknown-person',
		'texts.zh missing-language',
		'lead unknown-asset',
		'byline.0.person unknown-person',
		'related.0.slug related-to-itself',
	]);
	await saveDraft(ctx, writer, { articleId, revision: 2, content: { texts: { zh: content.texts.zh } } });
	expect(await problems(publishArticle(ctx, editor, { articleId, revision: 3 }))).toEqual(['texts no-ready-language']);
	expect(await problems(saveDraft(ctx, writer, { articleId, revision: 3, content: { lead: 5 } as never }))).toEqual([
		'lead no-shape',
	]);
});

test('two who write at once both keep what they typed', async () => {
	const { articleId } = await begun('Two hands');
	const typed = (topic: string) => ({ ...wholeDraft('Two hands'), topics: [topic] });
	const saves = ['one', 'two', 'three', 'four'].map((topic) =>
		saveDraft(ctx, topic === 'one' ? editor : writer, { articleId, revision: 1, content: typed(topic) }).then(
			() => topic,
			(error) => error,
		),
	);
	const answers = await Promise.all(saves);
	const kept = answers.filter((answer) => typeof answer === 'string');
	expect(kept).toHaveLength(1);
	for (const answer of answers.filter((one) => typeof one !== 'string')) {
		expect(answer).toMatchObject({ code: 'article-changed', newer: { revision: 2, draft: { topics: kept } } });
	}
	// The same text again is no conflict, though it follows an older revision.
	expect(await saveDraft(ctx, writer, { articleId, revision: 1, content: typed(kept[0] as string) })).toMatchObject({
		revision: 2,
		changed: false,
	});
	// Nobody publishes what he has not seen.
	expect(await refused(publishArticle(ctx, editor, { articleId, revision: 1 }))).toEqual([
		'conflict',
		'article-changed',
	]);
	const { rows } = await ctx.byHand(`select count(*)::int as n from ledger_event where subject_id = $1`, [articleId]);
	expect(rows[0].n).toBe(1);
});

test('an article that was never public goes without a trace but in the ledger', async () => {
	const { articleId, slug, revision } = await begun('Never mind');
	await submitForReview(ctx, writer, { articleId, revision });
	await returnToDraft(ctx, editor, { articleId, note: 'No.' });
	expect(await discardDraft(ctx, writer, { articleId, revision })).toEqual({ discarded: 'article' });
	expect(await refused(articleForEditing(ctx, editor, articleId))).toEqual(['not-found', 'not-found']);
	expect((await createArticle(ctx, writer, { ...ground, slug })).slug).toBe(slug);
	expect(await problems(createArticle(ctx, writer, { ...ground, slug }))).toEqual(['slug slug-taken']);
	expect(await problems(createArticle(ctx, writer, { ...ground, slug: 'archive' }))).toEqual(['slug slug-taken']);
	expect(await problems(createArticle(ctx, writer, { ...ground, slug: 'No Slug' }))).toEqual(['slug no-slug']);
	expect(await problems(createArticle(ctx, writer, { ...ground, zone: 'Mars/Base' }))).toEqual(['zone no-such-zone']);
});
