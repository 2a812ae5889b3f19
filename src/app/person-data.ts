import { relationPersonData, stakePersonData } from '#core/access/index.ts';
import { identityPersonData } from '#core/identity/index.ts';
import { filePersonData } from '#core/files/index.ts';
import { ledgerPersonData } from '#core/ledger/index.ts';
import { mailPersonData } from '#core/mail/index.ts';
import type { PersonData } from '#core/person-data/index.ts';
import { analysisPersonData } from '#modules/analysis/server/index.ts';
import { apiPersonData } from '#modules/api/server/index.ts';
import {
	applicantPersonData,
	callsPersonData,
	designsPersonData,
	listPersonData,
	stagePersonData,
	windowPersonData,
} from '#modules/calls/server/index.ts';
import { editingPersonData, editionPersonData } from '#modules/editions/server/index.ts';
import { enquiryPersonData } from '#modules/enquiries/server/index.ts';
import { newsletterPersonData } from '#modules/newsletter/server/index.ts';
import { fulfilmentPersonData } from '#modules/fulfilments/server/index.ts';
import { invitationPersonData } from '#modules/relations/server/index.ts';
import { newsroomPersonData } from '#modules/newsroom/server/index.ts';
import { letterPersonData } from '#modules/letters/server/index.ts';
import {
	conflictPersonData,
	discussionPersonData,
	assigningPersonData,
	reviewerPersonData,
	reviewPersonData,
} from '#modules/review/server/index.ts';
import { peoplePersonData } from '#modules/people/server/index.ts';
import { statementPersonData } from '#modules/statements/server/index.ts';

/**
 * Every part that holds something of persons, in the order in which it is exported, merged and erased: the record itself
 * last. `tests/modules/person-export.test.ts` fails for a table that refers to a person and is covered by none of them.
 */
export const personData: readonly PersonData[] = [
	relationPersonData,
	stakePersonData,
	mailPersonData,
	ledgerPersonData,
	filePersonData,
	// Finds him in articles by what editions call him, so it comes before they forget.
	newsroomPersonData,
	editionPersonData,
	editingPersonData,
	// Asks the applications whose they are, so it comes before them.
	fulfilmentPersonData,
	// What is between an application and others, while it still says whose it is.
	applicantPersonData,
	stagePersonData,
	callsPersonData,
	designsPersonData,
	listPersonData,
	windowPersonData,
	letterPersonData,
	reviewPersonData,
	conflictPersonData,
	assigningPersonData,
	reviewerPersonData,
	discussionPersonData,
	enquiryPersonData,
	statementPersonData,
	analysisPersonData,
	apiPersonData,
	invitationPersonData,
	newsletterPersonData,
	// Others find by his addresses what was sent to him before he had an account, so they go after all that.
	identityPersonData,
	peoplePersonData,
];
