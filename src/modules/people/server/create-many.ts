import type { Actor } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { attachAddresses, peopleAtAddresses, readAddress } from '#core/identity/index.ts';
import { newId } from '#core/ids/index.ts';
import { type NewPerson, createPeople } from './create.ts';

/** Somebody who is known by an address alone. */
export interface AddressedPerson extends Pick<NewPerson, 'names' | 'preferredLanguage'> {
	address: string;
}

/**
 * The people at these addresses; new records for those whom nobody has. Of an address that comes twice the first entry
 * counts. Two at once end up with one person each. A constant number of statements, however many they are (some thousands).
 * @returns by address, as it is stored
 * @throws Refusal `invalid` at `address`
 */
export async function findOrCreatePeopleByAddress(
	ctx: Context,
	actor: Actor,
	list: readonly AddressedPerson[],
): Promise<Map<string, string>> {
	const wanted = new Map<string, AddressedPerson>();
	for (const one of list) {
		const address = readAddress(one.address);
		if (!wanted.has(address)) wanted.set(address, one);
	}
	return transaction(ctx, async (tx) => {
		const found = await peopleAtAddresses(tx, [...wanted.keys()]);
		const missing = [...wanted].filter(([address]) => !found.has(address));
		const fresh = missing.map(([address, { names, preferredLanguage }]) => ({
			address,
			id: newId(),
			...(names ? { names } : {}),
			preferredLanguage: preferredLanguage ?? null,
		}));
		// The addresses first: whoever loses a race waits here and takes the winner's person.
		const owners = await attachAddresses(
			tx,
			fresh.map(({ id, address }) => ({ personId: id, address })),
		);
		await createPeople(
			tx,
			actor,
			fresh.filter(({ id, address }) => owners.get(address) === id),
		);
		return new Map([...found, ...owners]);
	});
}
