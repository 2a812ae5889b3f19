import { expect, test } from 'vitest';
import { actorFor, grantRelation, system } from '#core/access/index.ts';
import { transaction } from '#core/context/index.ts';
import { testContext } from '../../../../tests/setup/context.ts';
import {
	articleForEditing,
	createArticle,
	placeArticle,
	publicArticle,
	publishArticle,
	scheduleArticle,
} from './index.ts';
import { newsroomPersonData } from './person-data.ts';
import { newsroomGround, person, refused, wholeDraft } from './testing.ts';

const ctx = await testContext({ at: Date.UTC(2021, 9, 20, 4), jobs: { 'article-published': async () => undefined } });
const ground = await newsroomGround(ctx);
// A second edition of the same host, and another publisher.
const second = 'second-edition';
await ctx.byHand(
	`insert into edition select (jsonb_populate_record(null::edition, to_jsonb(e) || $2::jsonb)).* from edition e where id = $1`,
	[ground.edition, JSON.stringify({ id: second, slug: 'second-2022' })],
);
await ctx.byHand(
	`insert into partner select (jsonb_populate_record(null::partner, to_jsonb(o) || $2::jsonb)).*
		from partner o where edition_id = $1 and kind = 'host' order by o.position limit 1`,
	[ground.edition, JSON.stringify({ id: 'second-host', edition_id: second })],
);
const other = 'other-publisher';
await ctx.byHand('insert into organisation (id, slug, name) values ($1, $2, $3)', [
	other,
	'other',
	{ en: 'Other', zh: '其他' },
]);

/** Publishes in the first edition; in the second, and for the other publisher, he only writes there. */
const organiser = await person(ctx, 'Organiser', { name: 'organiser', type: 'edition', id: ground.edition });
await grantRelation(ctx, system('test'), organiser.personId, 'secretary', { type: 'edition', id: second });
const both = await person(ctx, 'Both', { name: 'organiser', type: 'edition', id: ground.edition });
await grantRelation(ctx, system('test'), both.personId, 'organiser', { type: 'edition', id: second });
const actor = async ({ personId }: { personId: string }) => actorFor(ctx, personId, 'session');

test('what is public is moved only to where one may publish; a draft to where one may write', async () => {
	const mover = await actor(organiser);
	const draft = await createArticle(ctx, mover, { ...ground, content: wholeDraft('Draft that moves') });
	await placeArticle(ctx, mover, { articleId: draft.articleId, edition: second });
	expect((await articleForEditing(ctx, mover, draft.articleId)).editionId).toBe(second);

	const { articleId, slug } = await createArticle(ctx, mover, { ...ground, content: wholeDraft('Public') });
	await publishArticle(ctx, mover, { articleId, revision: 1 });
	expect(await refused(placeArticle(ctx, mover, { articleId, edition: second }))).toEqual([
		'forbidden',
		'not-yours-to-do',
	]);
	expect(await publicArticle(ctx, slug)).toMatchObject({ edition: { slug: 'ipspace-2021' } });

	const planned = await createArticle(ctx, mover, { ...ground, content: wholeDraft('Planned') });
	const at = ctx.clock.edition.now() + 3_600_000;
	await scheduleArticle(ctx, mover, { articleId: planned.articleId, revision: 1, at });
	expect(await refused(placeArticle(ctx, mover, { articleId: planned.articleId, edition: second }))).toEqual([
		'forbidden',
		'not-yours-to-do',
	]);

	// Who publishes in both moves it.
	expect(await refused(placeArticle(ctx, await actor(both), { articleId, edition: second }))).toBe('done');
	expect(await publicArticle(ctx, slug)).toMatchObject({ edition: { slug: 'second-2022' } });
});

test('what moved is told anew to searches, and whomever it names where it stands now leaves it when he is erased', async () => {
	const mover = await actor(both);
	const byline = [{ person: 'deng-yulin', name: { en: 'Somebody' } }];
	const content = { ...wholeDraft('Moved with its byline'), byline };
	const { articleId, slug } = await createArticle(ctx, mover, { ...ground, content });
	await publishArticle(ctx, mover, { articleId, revision: 1 });
	// The second edition calls somebody else by this code.
	const namesake = await person(ctx, 'Namesake');
	await ctx.byHand(
		`insert into edition_person select (jsonb_populate_record(null::edition_person, to_jsonb(p) || $1::jsonb)).*
		from edition_person p where code = 'deng-yulin'`,
		[JSON.stringify({ id: 'namesake', edition_id: second, person_id: namesake.personId })],
	);
	await ctx.byHand('delete from search_due');
	await placeArticle(ctx, mover, { articleId, edition: second });
	expect((await ctx.byHand('select subject from search_due')).rows).toEqual([{ subject: articleId }]);
	expect(await newsroomPersonData.export(ctx, namesake.personId)).toMatchObject({ named: [{ slug }] });
	await transaction(ctx, (tx) => newsroomPersonData.erase(tx, namesake.personId));
	expect(await publicArticle(ctx, slug)).toMatchObject({ byline: [] });
});

test('nor in the name of a publisher for whom one only writes', async () => {
	// Publishes for the edition by its host; writes for the other publisher as the secretary of its own edition.
	await ctx.byHand('update partner set organisation_id = $1 where edition_id = $2', [other, second]);
	const mover = await actor(organiser);
	const { articleId } = await createArticle(ctx, mover, { ...ground, content: wholeDraft('In another name') });
	await publishArticle(ctx, mover, { articleId, revision: 1 });
	const move = { articleId, organisation: other, edition: second };
	expect(await refused(placeArticle(ctx, mover, move))).toEqual(['forbidden', 'not-yours-to-do']);
	expect(await refused(placeArticle(ctx, await actor(both), move))).toBe('done');
});
