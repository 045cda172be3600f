import type { NodeView } from '../../../shared/model.ts'
import { bytes } from '../../../shared/format.ts'
import { sentences } from '../../../shared/text.ts'
import type { StorageView } from '../../../shared/storage-model.ts'
import { useState } from 'react'
import { useAnswer } from '../../store/useAnswer.ts'
import { Progress } from '../../ui/Progress.tsx'
import { LimitField } from '../settings/LimitField.tsx'
import { Row, Section } from '../settings/Row.tsx'
import { FreeDialog } from './FreeDialog.tsx'
import { StoredProjects } from './StoredProjects.tsx'
import './storage.css'

/** What is kept of projects so that others can have it: how much, how much at most, and what could go. */
export function StorageSection({ node }: { node: NodeView }) {
  const { answer, error, askAgain } = useAnswer('storage', {}, String(node.storeQuota))
  const [asking, setAsking] = useState<string | null>(null)
  const asked = answer?.projects.find(({ repoHash }) => repoHash === asking)
  return (
    <Section title="Storage">
      <Row
        label="Kept for others"
        text={
          error
            ? sentences(error.message, error.action)
            : 'Blocks of your projects, so that newcomers get them from you, too. Clones are not counted, and stay as they are.'
        }
      >
        {answer && <Used {...answer} />}
      </Row>
      <Row
        label="At most"
        htmlFor="settings-quota"
        text="Beyond it, what at least two others here have goes by itself. Empty: as much as there is."
      >
        <LimitField id="settings-quota" setting="storeQuota" saved={node.storeQuota} unit="GB" />
      </Row>
      {answer && <StoredProjects projects={answer.projects} onFree={setAsking} />}
      {asked && (
        <FreeDialog
          project={asked}
          onClose={() => {
            setAsking(null)
            askAgain()
          }}
        />
      )}
    </Section>
  )
}

function Used({ used, quota }: StorageView) {
  const text = quota === null ? bytes(used) : `${bytes(used)} of ${bytes(quota)}`
  return (
    <span className="used">
      <span>{text}</span>
      {quota !== null && (
        <Progress
          label="Kept for others, of what is allowed"
          value={Math.min(100, Math.round((used / quota) * 100))}
        />
      )}
    </span>
  )
}
