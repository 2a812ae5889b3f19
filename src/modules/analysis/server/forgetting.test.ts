import { expect, test } from 'vitest';
import { transaction } from '#core/context/index.ts';
import { editionPersonData } from '#modules/editions/server/index.ts';
import { discardDraft, newsroomPersonData } from '#modules/newsroom/server/index.ts';
import { analysisPersonData, approveAnalysis, articleAnalyses } from './index.ts';
import { examined } from '../report.ts';
import { analysisDesk, body } from './testing.ts';
import { person } from '#modules/newsroom/server/testing.ts';

const { base, ground, editor, writer, begun, published, generate, approve, seen } = await analysisDesk();

/** All that is stored of analyses, as text. */
const stored = async () => {
	const { rows } = await base.byHand(
		`select to_jsonb(a)::text as row from analysis a union all select to_jsonb(e)::text from analysis_edit e
		union all select to_jsonb(f)::text from analysis_fingerprint f`,
	);
	return rows.map(({ row }) => row).join('\n');
};

test('whoever is erased is named no more, and what he approved stands', async () => {
	const gone = await person(base, 'Leaving', { name: 'editor', type: 'organisation', id: ground.organisation });
	const { articleId } = await published();
	const { analysisId } = await generate(base, articleId);
	await approveAnalysis(base, gone, { analysisId, checklist: examined });
	expect((await seen(articleId))?.reviewer).toBe('Test Leaving');
	await analysisPersonData.erase(base, gone.personId);
	expect((await seen(articleId))?.reviewer).toBeNull();
});

test('what quotes somebody goes with him: no analysis says what its article says no more', async () => {
	const name = 'Qwxzelen';
	const { articleId } = await published({
		en: `[${name}](person:lev-zelenyi) signed a contract for three reconnaissance satellites worth 120 million euros. ${body.en}`,
		zh: body.zh,
	});
	for (const locale of ['en', 'zh'] as const) await approve((await generate(base, articleId, { locale })).analysisId);
	// A later article remembers the words of this one.
	base.setNow(base.clock.edition.now() + 60_000);
	await generate(base, (await published()).articleId);
	await base.runJobs();
	expect(JSON.stringify(await seen(articleId))).toContain(name);
	expect(await stored()).toMatch(new RegExp(`"${name.toLowerCase()}"`));
	const { rows } = await base.byHand(`select person_id from edition_person where code = 'lev-zelenyi'`);
	await transaction(base, async (tx) => {
		for (const part of [newsroomPersonData, editionPersonData, analysisPersonData]) {
			await part.erase(tx, rows[0].person_id);
		}
	});
	expect(await stored()).not.toMatch(new RegExp(name, 'i'));
	// The Chinese text did not name him.
	expect(await seen(articleId)).toBeUndefined();
	expect(await seen(articleId, 'zh')).toBeDefined();
	// One of what is left is made, and waits for an editor.
	await base.runJobs();
	const { analyses } = await articleAnalyses(base, editor, articleId, 'en');
	expect(analyses.map(({ locale, state }) => [locale, state]).sort()).toEqual([
		['en', 'generated'],
		['zh', 'published'],
	]);
});

test('of an article that was thrown away nothing stays that was said of it', async () => {
	const secret = 'Qwxsecret';
	const { articleId, revision } = await begun({ ...body, en: `${secret} was the name of the plan. ${body.en}` });
	await generate(base, articleId, { of: 'draft' });
	expect(await stored()).toContain(secret);
	expect(await discardDraft(base, writer, { articleId, revision })).toEqual({ discarded: 'article' });
	await base.runJobs();
	expect(await stored()).not.toContain(secret);
});
