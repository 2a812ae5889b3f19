import { describe, expect, test } from 'vitest';
import { system, visitor } from '#core/access/index.ts';
import { day, hour } from '#core/clock/index.ts';
import { inProject } from '#core/paths/index.ts';
import { expectSameCost } from '../../../../../tests/setup/queries.ts';
import { createArticle } from '../create-article.ts';
import { publishArticle } from '../publish-article.ts';
import { person, wholeDraft } from '../testing.ts';
import * as headlines from './index.ts';
import { feedOf, headlineDesk, now, refusal } from './testing.ts';

const { ctx, organisation, edition, editor, answers, asked, source, shown } = await headlineDesk();
const author = await person(ctx, 'Author');
const reviewer = await person(ctx, 'Reviewer', { name: 'reviewer', type: 'edition', id: edition });

describe('what is shown', () => {
	test('is each thing once, never our own, and nothing that was hidden', async () => {
		const { articleId } = await createArticle(ctx, editor, {
			organisation,
			edition,
			slug: 'own-article',
			content: wholeDraft('Our report on nine tracks and a hall'),
		});
		await publishArticle(ctx, editor, { articleId, revision: 1 });
		const same = 'Agencies agree on common rules for debris in low orbits';
		answers['/a'] = {
			body: feedOf(
				{ title: same, at: now - hour },
				{ title: 'Our report on nine tracks and a hall', path: 'copy' },
			).replace(
				'</channel>',
				'<item><title>Ours by its address</title><link>http://orrery.test/zh/news/own-article?utm_source=x</link></item></channel>',
			),
		};
		answers['/b'] = {
			body: feedOf({ title: `${same.toUpperCase()}`, at: now - 2 * hour }, { title: 'A second thing' }),
		};
		const a = await headlines.makeSource(ctx, editor, source('/a'));
		await headlines.makeSource(ctx, editor, source('/b', { language: 'en' }));
		await headlines.workHeadlines(ctx);
		expect((await shown()).sort()).toEqual(['A second thing', same]);
		const { headlines: list } = await headlines.sourceWithHeadlines(ctx, editor, a);
		const found = list.find(({ title }) => title === same)?.id ?? '';
		await headlines.hideHeadline(ctx, editor, { source: a, headline: found, hidden: true });
		expect(await shown()).toEqual(['A second thing']);
		// It stays hidden when its source tells it again, or no longer.
		answers['/a'] = { body: feedOf({ title: 'Quite another thing' }) };
		ctx.setNow(now + hour);
		await headlines.workHeadlines(ctx);
		expect((await shown()).sort()).toEqual(['A second thing', 'Quite another thing']);
		await headlines.hideHeadline(ctx, editor, { source: a, headline: found, hidden: false });
		expect(await shown()).toContain(same.toUpperCase());
	});

	test('has bare titles where that is wanted, and stands below articles on its topics', async () => {
		answers['/a'] = { body: feedOf({ title: 'With words', teaser: 'Some words.' }) };
		answers['/b'] = { body: feedOf({ title: 'For debris only' }) };
		await headlines.makeSource(ctx, editor, source('/a', { teasers: false }));
		await headlines.makeSource(ctx, editor, source('/b', { topics: ['debris'] }));
		await headlines.workHeadlines(ctx);
		const page = await headlines.publicHeadlines(ctx, { locale: 'en', limit: 5, topics: ['climate'] });
		expect(page.headlines.map(({ title, teaser }) => [title, teaser])).toEqual([['With words', '']]);
		expect((await shown({ topics: ['debris', 'x'] })).sort()).toEqual(['For debris only', 'With words']);
		expect(await shown({ limit: 1 })).toHaveLength(1);
	});

	test('costs the same for one headline and for fifty, here and at the desk', async () => {
		await expectSameCost(
			ctx,
			async (length) => {
				await ctx.byHand('delete from headline_source');
				for (let i = 0; i < Math.min(length, 10); i += 1) {
					const entries = Array.from({ length: Math.ceil(length / 10) }, (_, n) => ({
						title: `Thing ${i}-${n} of ${length}`,
					}));
					answers[`/${i}`] = { body: feedOf(...entries) };
					await headlines.makeSource(ctx, editor, source(`/${i}`, { shown: 10 }));
				}
				await headlines.workHeadlines(ctx);
			},
			async () => {
				const { headlines: list } = await headlines.publicHeadlines(ctx, { locale: 'en', limit: 100 });
				const { sources } = await headlines.headlineSources(ctx, editor);
				return Math.min(
					list.length,
					sources.reduce((sum, { count }) => sum + count, 0),
				);
			},
			12,
		);
	});
});

describe('trying', () => {
	test('shows what would be shown, and keeps nothing', async () => {
		answers['/a'] = { body: feedOf({ title: 'First', teaser: 'Words.' }, { title: 'Second' }, { title: 'Third' }) };
		expect(await headlines.trySource(ctx, editor, source('/a', { shown: 2 }))).toMatchObject({
			kind: 'feed',
			title: 'Feed',
			format: 'rss',
			items: 3,
			headlines: [{ title: 'First', teaser: 'Words.' }, { title: 'Second' }],
		});
		expect((await headlines.headlineSources(ctx, editor)).sources).toEqual([]);
		const id = await headlines.makeSource(ctx, editor, source('/a'));
		await headlines.askNow(ctx, editor, id);
		expect(await shown()).toEqual(['First', 'Second', 'Third']);
		expect(await refusal(headlines.askNow(ctx, editor, id))).toBe('asked-just-now');
	});

	test('and asking leave the machine in a rehearsal only when the operator says so', async () => {
		ctx.config.rehearsalFeeds = 'none';
		answers['/a'] = { body: feedOf({ title: 'Never read' }) };
		const id = await headlines.makeSource(ctx, editor, source('/a'));
		expect(await headlines.workHeadlines(ctx)).toBe(0);
		expect(await refusal(headlines.trySource(ctx, editor, source('/a')))).toBe('feeds-off');
		expect(await refusal(headlines.askNow(ctx, editor, id))).toBe('feeds-off');
		expect(asked).toEqual([]);
		// Where the net is meant, this machine is not.
		ctx.config.rehearsalFeeds = 'public';
		expect(await headlines.trySource(ctx, editor, source('/a'))).toEqual({ kind: 'fault', fault: 'refused-address' });
		expect(asked).toEqual([]);
	});
});

describe('samples', () => {
	test('of the project are shown and marked, without what they tell twice, and never asked for', async () => {
		const file = inProject('news', 'headlines.yaml');
		await headlines.plantHeadlines(ctx, file);
		await headlines.plantHeadlines(ctx, file);
		const page = await headlines.publicHeadlines(ctx, { locale: 'en', limit: 12 });
		expect(page.headlines.length).toBeGreaterThan(5);
		expect(page.headlines.every(({ sample, link }) => sample && /^https:\/\/[a-z]+\.example\//.test(link))).toBe(true);
		expect(page.headlines.filter(({ title }) => title.startsWith('Student satellite wakes'))).toHaveLength(1);
		const chinese = await headlines.publicHeadlines(ctx, { locale: 'zh', limit: 12 });
		expect(chinese.headlines[0]?.language).toBe('zh');
		const { sources } = await headlines.headlineSources(ctx, editor);
		expect(sources).toHaveLength(3);
		expect(await headlines.workHeadlines(ctx)).toBe(0);
		expect(await refusal(headlines.askNow(ctx, editor, sources[0]?.id ?? ''))).toBe('sample-source');
		ctx.setNow(now + 100 * day);
		expect((await headlines.publicHeadlines(ctx, { locale: 'en', limit: 12 })).headlines).toHaveLength(
			page.headlines.length,
		);
		const real = { ...ctx, clock: { ...ctx.clock, rehearsal: false } };
		await expect(headlines.plantHeadlines(real, file)).rejects.toThrow('rehearsal');
	});
});

test('who may not look after headlines learns nothing of them, and changes none', async () => {
	answers['/a'] = { body: feedOf({ title: 'Public' }) };
	const id = await headlines.makeSource(ctx, editor, source('/a'));
	await headlines.workHeadlines(ctx);
	const { headlines: list } = await headlines.sourceWithHeadlines(ctx, editor, id);
	const hide = { source: id, headline: list[0]?.id ?? '', hidden: true };
	asked.length = 0;
	for (const [actor, code] of [
		[visitor, 'sign-in-first'],
		[author, 'not-found'],
		[reviewer, 'not-yours-to-do'],
	] as const) {
		expect(await refusal(headlines.headlineSources(ctx, actor))).toBe(code);
		expect(await refusal(headlines.sourceWithHeadlines(ctx, actor, id))).toBe(code);
		expect(await refusal(headlines.makeSource(ctx, actor, source('/b')))).toBe(code);
		expect(await refusal(headlines.changeSource(ctx, actor, id, source('/b')))).toBe(code);
		expect(await refusal(headlines.removeSource(ctx, actor, id))).toBe(code);
		expect(await refusal(headlines.hideHeadline(ctx, actor, hide))).toBe(code);
		expect(await refusal(headlines.trySource(ctx, actor, source('/a')))).toBe(code);
		expect(await refusal(headlines.askNow(ctx, actor, id))).toBe(code);
	}
	expect(asked).toEqual([]);
	expect(await shown()).toEqual(['Public']);
	expect(await refusal(headlines.sourceWithHeadlines(ctx, editor, 'nobody'))).toBe('not-found');
	expect(await refusal(headlines.hideHeadline(ctx, system('test'), { ...hide, source: 'other' }))).toBe('not-found');
	const { rows } = await ctx.byHand(`select action from ledger_event where subject_id = $1`, [id]);
	expect(rows).toEqual([{ action: 'make-headline-source' }]);
});
