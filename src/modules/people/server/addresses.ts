import { type Actor, demand } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import {
	addressesOf,
	attachAddress,
	detachAddress,
	mailAddressCode,
	makePrimary,
	markVerified,
	personAtAddress,
	readAddress,
	tryCode,
} from '#core/identity/index.ts';
import type { Locale } from '#core/i18n/index.ts';
import { record } from '#core/ledger/index.ts';
import { Refusal, invalid, notFound } from '#core/refusal/index.ts';

const mostAddresses = 10;

export interface AddAddressInput {
	address: string;
	locale: Locale;
	ip: string;
	/** Our public address, as the operator set it. */
	origin: string;
	oldWindow?: string | undefined;
}

/**
 * Begins to add an address: mails a code there, which must be typed in this window. Says nothing about whether somebody
 * has the address already.
 * @returns the secret for the window's cookie
 */
export async function addAddress(ctx: Context, actor: Actor, personId: string, input: AddAddressInput) {
	demand(ctx, actor, 'person.correct-own', { within: {}, owners: [personId] });
	const own = await addressesOf(ctx, personId);
	const address = readAddress(input.address);
	if (own.some((row) => row.address === address && row.verifiedAt !== null)) {
		throw invalid([{ path: 'address', code: 'address-yours' }]);
	}
	if (own.length >= mostAddresses) {
		throw new Refusal('conflict', 'too-many-addresses', { params: { max: mostAddresses } });
	}
	return mailAddressCode(ctx, { ...input, address, personId });
}

/**
 * Checks the code. The address becomes the person's when nobody has it; when it leads to another record,
 * nothing changes yet: the two can be merged now, since both are proved.
 */
export async function confirmAddress(
	ctx: Context,
	actor: Actor,
	personId: string,
	input: { window: string | undefined; code: string; ip: string },
): Promise<{ outcome: 'added' | 'other-account'; address: string }> {
	demand(ctx, actor, 'person.correct-own', { within: {}, owners: [personId] });
	const { address } = await tryCode(ctx, { ...input, purpose: 'add-address', personId });
	return transaction(ctx, async (ctx) => {
		const owner = await attachAddress(ctx, personId, address, { verified: true });
		if (owner !== personId) return { outcome: 'other-account', address };
		await markVerified(ctx, address);
		await record(ctx, actor, {
			action: 'add-address',
			subject: { type: 'person', id: personId },
			personal: { personId, detail: { address } },
		});
		return { outcome: 'added', address };
	});
}

/**
 * Takes an address away. The last proved one stays, or nobody could sign in.
 * @throws Refusal `conflict` `last-address`, `not-found`
 */
export async function removeAddress(ctx: Context, actor: Actor, personId: string, text: string): Promise<void> {
	demand(ctx, actor, 'person.correct-own', { within: {}, owners: [personId] });
	const address = readAddress(text);
	await transaction(ctx, async (ctx) => {
		const own = await addressesOf(ctx, personId);
		const gone = own.find((row) => row.address === address);
		if (!gone) throw notFound();
		const proved = own.filter((row) => row.verifiedAt !== null && row.address !== address);
		if (proved.length === 0) throw new Refusal('conflict', 'last-address');
		await detachAddress(ctx, personId, address);
		if (gone.primary && proved[0]) await makePrimary(ctx, personId, proved[0].address);
		await record(ctx, actor, {
			action: 'remove-address',
			subject: { type: 'person', id: personId },
			personal: { personId, detail: { address } },
		});
	});
}

/** Says to which of a person's proved addresses mail goes. @throws Refusal `not-found`, `conflict` `address-unproved` */
export async function preferAddress(ctx: Context, actor: Actor, personId: string, text: string): Promise<void> {
	demand(ctx, actor, 'person.correct-own', { within: {}, owners: [personId] });
	const address = readAddress(text);
	if ((await personAtAddress(ctx, address)) !== personId) throw notFound();
	const row = (await addressesOf(ctx, personId)).find((own) => own.address === address);
	if (!row?.verifiedAt) throw new Refusal('conflict', 'address-unproved');
	await transaction(ctx, async (ctx) => {
		await makePrimary(ctx, personId, address);
		await record(ctx, actor, {
			action: 'prefer-address',
			subject: { type: 'person', id: personId },
			personal: { personId, detail: { address } },
		});
	});
}
