// What GitLab reads of an issue of Code Climate: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
import type { Issue } from 'codeclimate-types'

type Report = Required<Pick<Issue, 'check_name' | 'description' | 'fingerprint' | 'location' | 'severity'>>[]
