import { type Actor, grantRelation, system, type RelationName, actorFor } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { storeBytes } from '#core/files/index.ts';
import { attachAddress } from '#core/identity/index.ts';
import type { JobHandlers } from '#core/jobs/index.ts';
import { inProject } from '#core/paths/index.ts';
import { type Answers, formEntries } from '#modules/calls/answers.ts';
import { type CallInput, callSchema } from '#modules/calls/call.ts';
import {
	announce,
	attachFile,
	callJobs,
	confirm,
	decide,
	saveCallFromBundle,
	startDraft,
	submit,
} from '#modules/calls/server/index.ts';
import { importBundle } from '#modules/editions/server/index.ts';
import { createPerson } from '#modules/people/server/index.ts';
import type { PersonNames } from '#modules/people/name.ts';
import { prizeCall } from '../testing.ts';
import { fulfilmentJobHandlers, whenMoved } from './index.ts';

/* An edition, its prizes and people who win them, on the database. Nothing here ships. */

/** The jobs of calls without their mails, and our own. */
export function testJobs(): JobHandlers {
	const quiet = Object.fromEntries(callJobs.map((name) => [name, async () => undefined]));
	return { ...quiet, 'application-moved': whenMoved, ...fulfilmentJobHandlers };
}

/** IPSPACE 2021 as its files say, with the call of `prizeCall`. */
export async function makePrizes(
	ctx: Context,
	change: Partial<CallInput> = {},
	standing = false,
): Promise<{ edition: string; call: string }> {
	const { editionId } = await importBundle(ctx, system('test'), inProject('editions', 'ipspace-2021'), {
		calls: { save: async () => undefined, read: async () => [], moveWindow: async () => undefined },
	});
	const edition = editionId as string;
	return { edition, call: await makeCall(ctx, standing ? null : edition, change) };
}

/** The call of `prizeCall`, changed, in an edition or standing. */
export async function makeCall(
	ctx: Context,
	edition: string | null,
	change: Partial<CallInput> = {},
	organisation = 'organisation1',
): Promise<string> {
	const saved = await saveCallFromBundle(ctx, system('test'), {
		edition,
		organisation,
		call: callSchema.parse({ ...prizeCall, ...change }),
		tracks: [],
		outside: [],
	});
	return saved.call;
}

/** Somebody with a record, and what he is to something. */
export async function makePerson(
	ctx: Context,
	names: PersonNames,
	address?: string,
	relation?: { name: RelationName; type: 'edition' | 'call'; id: string },
): Promise<Actor & { kind: 'person' }> {
	const id = await createPerson(ctx, system('test'), { names });
	if (address) await attachAddress(ctx, id, address, { verified: true });
	if (relation) await grantRelation(ctx, system('test'), id, relation.name, relation);
	return (await actorFor(ctx, id, 'session')) as Actor & { kind: 'person' };
}

/** Answers to the form of `prizeCall`. */
export function prizeAnswers(change: Answers = {}): Answers {
	const author = {
		given: 'Mira',
		family: 'Halden',
		affiliation: 'Institute of Examples',
		country: '',
		email: 'mira@institute.example',
		orcid: '',
		presenter: true,
	};
	return { title: 'Bone and gravity', authors: [author], profile: 'We study bones.', budget: 'secret 9999', ...change };
}

/** An application of a person, with a picture where one is given. */
export async function apply(
	ctx: Context,
	call: string,
	actor: Actor,
	change: Answers = {},
	picture?: { bytes: Uint8Array; name: string; type: string },
): Promise<string> {
	const form = callSchema.parse(prizeCall).form;
	const answers = prizeAnswers(change);
	const { draft } = await startDraft(ctx, actor, { call, locale: 'en', entries: formEntries(form, answers) });
	if (picture) {
		const stored = await storeBytes(ctx, picture.bytes, picture.name);
		await attachFile(ctx, actor, {
			draft,
			field: 'logo',
			file: { digest: stored.digest, bytes: stored.bytes, mediaType: picture.type, name: picture.name },
		});
	}
	return (await submit(ctx, actor, { draft })).application;
}

/** The whole way of a decision: determined, announced, and answered where that is wanted. */
export async function decideAndAnnounce(
	ctx: Context,
	by: Actor,
	application: string,
	outcome: string,
	more: { amount?: number; confirmedBy?: Actor } = {},
): Promise<void> {
	const determination = await decide(ctx, by, { application, outcome, amount: more.amount ?? null });
	await transaction(ctx, (tx) => announce(tx, by, { determinations: [determination] }));
	if (more.confirmedBy) await confirm(ctx, more.confirmedBy, { application, answer: 'confirmed' });
}
