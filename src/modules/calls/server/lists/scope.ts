import { type Action, type Actor, personOf } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import { addressesOf } from '#core/identity/index.ts';
import type { Field } from '../../form.ts';
import { type SeenCall, type Vocabulary, vocabularyOf } from '../../search/vocabulary.ts';
import { mayRead, type Reader } from '../../visibility.ts';
import { type Sight, sightOf } from '../desk-access.ts';
import { callsIn } from '../stored-call.ts';

/** What somebody of a desk sees of its applications: which, and which of their answers. */
export interface ListScope {
	sights: Sight[];
	reader: Reader;
	/** Whether he may read the answers to a field. */
	mayRead(field: Field): boolean;
	vocabulary: Vocabulary;
}

/**
 * The one filter between the stored applications of a desk and every list, search, export and bulk act. At most three
 * queries, however many calls there are.
 * @param input.desk id of the edition or standing call
 * @param input.zone of the desk; without, that of its first call
 * @throws Refusal `not-found`, `forbidden`, `signed-out` when he sees nothing at all
 */
export async function listScope(
	ctx: Context,
	actor: Actor,
	input: { desk: string; zone?: string | undefined; action?: Action },
): Promise<ListScope> {
	const sights = sightOf(ctx, actor, input.action ?? 'application.list', input.desk, await callsIn(ctx, input.desk));
	const reader: Reader = { circle: 'organisers', addresses: await confirmedAddresses(ctx, actor, sights) };
	const reads = (field: Field) => mayRead(field, reader);
	// What named accounts alone may read is not among the facts (`facts.ts`): nobody searches by it.
	const asks = (field: Field) => field.visibleTo !== 'named' && reads(field);
	const seen = sights.map(
		({ stored, tracks }): SeenCall => ({ callId: stored.callId, call: stored.call, tracks, mayRead: asks }),
	);
	const zone = input.zone ?? sights[0]?.stored.call.window.zone ?? 'UTC';
	return { sights, reader, mayRead: reads, vocabulary: vocabularyOf(seen, zone) };
}

/** Asked only where a field is for named accounts: the addresses of whoever looks; through other eyes nothing is his. */
async function confirmedAddresses(ctx: Context, actor: Actor, sights: readonly Sight[]): Promise<string[]> {
	const person = personOf(actor);
	const named = sights.some(({ stored }) => stored.call.form.fields.some(({ visibleTo }) => visibleTo === 'named'));
	if (!named || person === undefined || (actor.kind === 'person' && actor.seenBy)) return [];
	const addresses = await addressesOf(ctx, person);
	return addresses.filter(({ verifiedAt }) => verifiedAt !== null).map(({ address }) => address);
}
