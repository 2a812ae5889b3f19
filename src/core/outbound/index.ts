/* How our server calls others: public addresses only, within a time and a length. */
export {
	type FetchFault,
	type FetchRules,
	type Fetched,
	fetchDocument,
	type Validators,
} from './fetch-document.ts';
export { lookupAny, lookupPublic, RefusedAddress } from './lookup.ts';
export { hostOf, isPublicAddress } from './public-address.ts';
