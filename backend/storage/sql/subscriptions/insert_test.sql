INSERT INTO notification (subscription, event, content) VALUES (:subscription, :event, :content)
