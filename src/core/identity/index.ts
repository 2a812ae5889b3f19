export {
	type AccountAddress,
	addressesOf,
	attachAddress,
	attachAddresses,
	detachAddress,
	mailAddressesOf,
	mailAddressOf,
	makePrimary,
	markVerified,
	peopleAtAddresses,
	personAtAddress,
	readAddress,
} from './addresses.ts';
export { cookieName, cookieOptions, readCookie, setCookieHeader, sessionLife, type CookieKind } from './cookies.ts';
export {
	codeLife,
	codeTries,
	provedInWindow,
	readLink,
	takeLink,
	tryCode,
	waitingCode,
	type ProvedAddress,
	type WaitingCode,
} from './codes.ts';
export { mailSignInCode, mailAddressCode, type MailCodeInput, type MailedCode } from './mail-code.ts';
export {
	type CastRole,
	castLinks,
	castOf,
	castRoles,
	demandCast,
	firstOrganiserLink,
	hasOperator,
	operatorCount,
	readCastLink,
	readFirstLink,
	setCastMember,
	takeFirstLink,
} from './doors.ts';
export { identify, type Credentials, type Identified } from './identify.ts';
export { identitiesOf, linkIdentity, personOfIdentity, unlinkIdentity } from './linked.ts';
export { localNext } from './next.ts';
export {
	type ProviderWord,
	beginOpenId,
	configuredProviders,
	dropAttempt,
	finishOpenId,
	waitingWord,
} from './openid.ts';
export {
	type Site,
	beginPasskey,
	beginPasskeySignIn,
	finishPasskey,
	finishPasskeySignIn,
	passkeysOf,
	removePasskey,
} from './passkeys.ts';
export { identityPersonData } from './person-data.ts';
export { actionsOfScopes, singleScopes, type TokenScope, tokenScopeNames, tokenScopes } from './scopes.ts';
export {
	type Client,
	type SessionRow,
	endOtherSessions,
	endSession,
	endSessionOf,
	isFresh,
	openSession,
	sessionsOf,
} from './sessions.ts';
export { sweepIdentity } from './sweep.ts';
export type { ProviderName, SignInMethod } from './tables.ts';
export { createToken, revokeToken, tokenDays, tokensOf, type NewToken } from './tokens.ts';
export { takeToken } from './limits.ts';
export { digestOf } from './secrets.ts';
export { beginSeeing, endSeeing, seeingLife } from './see-as.ts';
