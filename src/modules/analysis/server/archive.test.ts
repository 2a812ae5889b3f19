import { expect, test } from 'vitest';
import { archiveFor } from './archive.ts';
import { analysisDesk } from './testing.ts';

const { base, published } = await analysisDesk();

test('an article is compared with the latest of the archive; what is missing of it is read once, in batches', async () => {
	for (let i = 0; i < 3; i += 1) await published();
	await base.byHand(
		`insert into article (id, slug, organisation_id, state, draft, draft_revision, draft_at, published_version, published_at,
			topics, locales, zone, created_at)
		select 'many-' || n, 'many-' || n, organisation_id, state, draft, draft_revision, draft_at, published_version,
			published_at - n * interval '1 day', topics, locales, zone, created_at
		from (select * from article where state = 'published' order by position desc limit 1) one, generate_series(1, 120) n`,
	);
	await base.byHand(
		`insert into article_version (article_id, number, content, digest, at, published_at)
		select a.id, v.number, v.content, v.digest, v.at, a.published_at
		from article a, (select v.* from article_version v join article p on p.id = v.article_id and p.published_version = v.number
			where p.state = 'published' and p.id !~ '^many-' order by p.position desc limit 1) v where a.id ~ '^many-'`,
	);
	const remembered = async () =>
		(await base.byHand(`select article_id from analysis_fingerprint where article_id ~ '^many-' and locale = 'en'`))
			.rows;
	const before = { locale: 'en', before: base.clock.edition.now() + 1, except: '' } as const;
	const latest = await archiveFor(base, { ...before, most: 40 });
	expect(latest).toHaveLength(40);
	const few = (await remembered()).length;
	expect(few).toBeGreaterThan(0);
	expect(few).toBeLessThan(40);
	let turns = 0;
	const counting = setInterval(() => {
		turns += 1;
	}, 0);
	const whole = await archiveFor(base, before);
	clearInterval(counting);
	expect(whole.filter(({ article }) => article.startsWith('many-'))).toHaveLength(120);
	expect(await remembered()).toHaveLength(120);
	expect(whole.slice(-40)).toEqual(latest);
	// Others had their turn all the while.
	expect(turns).toBeGreaterThan(20);
});
