import { lookup as resolve, type LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { isPublicAddress } from './public-address.ts';

/** Thrown by a lookup whose name leads to an address that is not public. */
export class RefusedAddress extends Error {}

/** Answers whatever addresses a name has. */
export const lookupAny: LookupFunction = (host, options, callback) => resolve(host, options, callback);

/**
 * Answers the addresses of a name, if all of them are public. A connection that looks up by this goes to one of the
 * addresses that were looked at: a name that changes in between changes nothing.
 */
export const lookupPublic: LookupFunction = (host, options, callback) => {
	resolve(host, { ...options, all: true }, (error, found: LookupAddress[]) => {
		if (error) return callback(error, '', 0);
		const [first] = found;
		if (!first || !found.every(({ address }) => isPublicAddress(address))) {
			return callback(new RefusedAddress(host), '', 0);
		}
		if (options.all) return callback(null, found);
		return callback(null, first.address, first.family);
	});
};
