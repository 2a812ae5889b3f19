export { addAddress, confirmAddress, preferAddress, removeAddress } from './addresses.ts';
export { createCastMember, type NewCastMember } from './cast.ts';
export { createPerson, fillBlanks, findOrCreatePersonByAddress, type ByAddress, type NewPerson } from './create.ts';
export { type AddressedPerson, findOrCreatePeopleByAddress } from './create-many.ts';
export { deskNames } from './desk-names.ts';
export { displayNames } from './display-names.ts';
export { erasePerson } from './erase.ts';
export { exportPerson, type PersonExport } from './export.ts';
export { welcomeFirstOrganiser } from './first-organiser.ts';
export { mergePeople, provedOther } from './merge.ts';
export { peoplePersonData } from './person-data.ts';
export { namesAndAddresses, presentId, presentIds, readPeople, readPerson, type PersonRecord } from './read.ts';
export {
	type ProviderArrival,
	type SignedIn,
	arriveFromProvider,
	signInAsCast,
	signInWithCode,
	signInWithLink,
	signInWithPasskey,
} from './sign-in.ts';
export { updateProfile } from './update-profile.ts';
