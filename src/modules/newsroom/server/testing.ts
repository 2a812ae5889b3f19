import { type Actor, actorFor, grantRelation, type ObjectType, type RelationName, system } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import { editionById, organisationBySlug } from '#modules/editions/server/index.ts';
import { importReal } from '#modules/editions/server/testing.ts';
import { createPerson } from '#modules/people/server/index.ts';
import type { DraftInput } from './read-draft.ts';

/* For tests: the real edition, people at the newsroom, an article that may be published. */

/** IPSPACE 2021 with its host. */
export async function newsroomGround(ctx: Context): Promise<{ edition: string; organisation: string }> {
	const edition = await importReal(ctx);
	const organisation = (await editionById(ctx, edition))?.organisationId ?? '';
	if (!(await organisationBySlug(ctx, 'csa'))) throw new Error('the edition has no host');
	return { edition, organisation };
}

/** Somebody who is this to that; nothing at all without a relation. */
export async function person(
	ctx: Context,
	family: string,
	relation?: { name: RelationName; type: ObjectType; id: string },
): Promise<Actor & { kind: 'person' }> {
	const id = await createPerson(ctx, system('test'), { names: { given: 'Test', family }, sample: true });
	if (relation) {
		await grantRelation(ctx, system('test'), id, relation.name, { type: relation.type, id: relation.id });
	}
	return (await actorFor(ctx, id, 'session')) as Actor & { kind: 'person' };
}

/** A whole article in both languages. */
export function wholeDraft(title = 'Probes and peace'): DraftInput {
	return {
		texts: {
			en: { title, standfirst: 'What was said in the hall.', body: '## Morning\n\nThe first talks.', ready: true },
			zh: { title: `${title}（中文）`, standfirst: '会场上的发言。', body: '## 上午\n\n首批报告。', ready: true },
		},
		byline: [{ name: { en: 'Mira Halden', zh: '米拉·哈尔登' } }],
		topics: ['exploration'],
		sample: true,
	};
}

/** How something was refused, as kind and code; `done` when it was not. */
export const refused = (promise: Promise<unknown>) =>
	promise.then(
		() => 'done',
		(error) => [error.kind, error.code],
	);

/** What was refused in it, as `path code`. */
export const problems = (promise: Promise<unknown>) =>
	promise.then(
		() => [],
		(error) => error.problems.map(({ path, code }: { path: string; code: string }) => `${path} ${code}`),
	);
