export { checkAddress, markHeader } from './check-address.ts';
export { checkInstallation } from './check.ts';
export { checkMailServer } from './check-mail.ts';
export { answerSettings, settingsChannel } from './set-up.ts';
