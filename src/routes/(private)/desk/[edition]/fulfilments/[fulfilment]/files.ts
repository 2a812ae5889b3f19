import type { Actor } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import { addressOfFulfilled, type CertificateState } from '#modules/fulfilments/server/index.ts';

/** Where this reader finds the certificate that holds; null where there is none yet. */
export async function certificateFile(
	ctx: Context,
	actor: Actor,
	certificates: readonly { id: string; state: CertificateState }[],
): Promise<string | null> {
	const issued = certificates.find(({ state }) => state === 'issued');
	return issued ? `${await addressOfFulfilled(ctx, actor, { certificate: issued.id })}?show` : null;
}
