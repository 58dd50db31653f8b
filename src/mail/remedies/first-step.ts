/** The steps of a first set-up; `organization` null: there are several, or none. */
export type FirstStepRemedy =
  | { readonly act: 'add-own-domain'; readonly organization: string | null }
  | { readonly act: 'add-way-out'; readonly organization: string | null }
  | { readonly act: 'list-device-network'; readonly organization: string | null }
  | { readonly act: 'send-test-mail'; readonly upstream: string | null }
  | { readonly act: 'make-backup' };
