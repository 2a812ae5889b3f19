export { answerInvitation, readInvitation } from './answer-invitation.ts';
export { type Holder, holdersOf, removeRelation } from './holders.ts';
export { invite, type InviteInput, openInvitations, withdrawInvitation } from './invite.ts';
export { type EditionObject, objectsOf } from './object.ts';
export { invitationPersonData } from './person-data.ts';
export { seeAs, stopSeeing } from './see-as.ts';
